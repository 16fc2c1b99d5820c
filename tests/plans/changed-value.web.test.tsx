import { act, render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChangedValue } from '@/components/ui/changed-value'
import { useAnnouncer } from '@/components/ui/use-announcer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const format = (value: number) => `${value} %`

describe('a value on screen', () => {
  test('shows for a moment what it was before', () => {
    const { container, rerender } = render(<ChangedValue value={2.5} format={format} />)
    expect(container.textContent).toBe('2.5 %')

    rerender(<ChangedValue value={3.5} format={format} />)
    expect(container.textContent).toBe('was 2.5 % → , now 3.5 %')
    expect(container.querySelector('[data-changed]')).not.toBeNull()
    expect(screen.getByText('→', { exact: false, selector: '[aria-hidden]' })).toBeTruthy()

    act(() => vi.advanceTimersByTime(6_000))
    expect(container.textContent).toBe('3.5 %')
    expect(container.querySelector('[data-changed]')).toBeNull()
  })

  test('that changes again is marked anew, for its full moment', () => {
    const { container, rerender } = render(<ChangedValue value={1} format={format} />)
    rerender(<ChangedValue value={2} format={format} />)
    act(() => vi.advanceTimersByTime(4_000))
    rerender(<ChangedValue value={3} format={format} />)
    act(() => vi.advanceTimersByTime(4_000))
    expect(container.textContent).toBe('was 2 % → , now 3 %')
    act(() => vi.advanceTimersByTime(2_000))
    expect(container.textContent).toBe('3 %')
  })

  test('that reads the same as before is not marked', () => {
    const { container, rerender } = render(<ChangedValue value={1} format={() => 'same'} />)
    rerender(<ChangedValue value={2} format={() => 'same'} />)
    expect(container.textContent).toBe('same')
  })
})

let say: (sentences: string[]) => void

function Page() {
  const { region, announce } = useAnnouncer()
  useEffect(() => {
    say = announce
  }, [announce])
  return region
}

describe('the announcer', () => {
  test('gathers what comes together and says it once, politely', () => {
    render(<Page />)
    act(() => {
      say(['Gold has changed.'])
      say(['Silver has changed.'])
    })
    expect(screen.getByRole('status').textContent).toBe('')
    act(() => vi.advanceTimersByTime(700))
    expect(screen.getByRole('status').textContent).toBe('Gold has changed. Silver has changed.')
  })

  test('sums up a flood', () => {
    render(<Page />)
    act(() => say(Array.from({ length: 20 }, (_, number) => `Change ${number + 1}.`)))
    act(() => vi.advanceTimersByTime(700))
    expect(screen.getByRole('status').textContent).toBe('20 changes. The last: Change 20.')
  })

  test('does not wait for a stream of changes to end', () => {
    render(<Page />)
    for (let step = 0; step < 8; step++) {
      act(() => say([`Change ${step}.`]))
      act(() => vi.advanceTimersByTime(100))
    }
    expect(screen.getByRole('status').textContent).not.toBe('')
  })
})
