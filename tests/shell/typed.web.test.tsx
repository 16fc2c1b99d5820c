import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useTyped } from '@/components/ui/use-typed'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function Field() {
  const { text, settled, field } = useTyped('', 300)
  return (
    <>
      <input aria-label="Search" {...field} />
      <output>{`${text} → ${settled}`}</output>
    </>
  )
}

function pass(ms: number) {
  return act(() => vi.advanceTimersByTimeAsync(ms))
}

function type(value: string) {
  fireEvent.change(screen.getByRole('textbox'), { target: { value } })
}

it('settles after a pause in typing', async () => {
  render(<Field />)
  type('ro')
  await pass(200)
  type('row')
  await pass(299)
  expect(screen.getByRole('status').textContent).toBe('row → ')
  await pass(1)
  expect(screen.getByRole('status').textContent).toBe('row → row')
})

it('settles when the field is left, before whatever is pressed next', async () => {
  render(<Field />)
  type('row')
  fireEvent.blur(screen.getByRole('textbox'))
  expect(screen.getByRole('status').textContent).toBe('row → row')
})
