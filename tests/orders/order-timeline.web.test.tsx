import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { OrderTimeline } from '@/components/orders/tracking/order-timeline'
import type { StatusChange } from '@/lib/orders/timeline'

const CHANGES: StatusChange[] = [
  { status: 'placed', at: '2026-11-20T09:00:00Z' },
  { status: 'confirmed', at: '2026-11-20T10:30:00Z' },
  { status: 'packed', at: '2026-11-20T15:00:00Z' },
]

function steps() {
  return screen.getAllByRole('listitem').map((step) => ({
    text: step.textContent,
    state: step.getAttribute('data-state'),
    isCurrent: step.getAttribute('aria-current') === 'step',
  }))
}

test('a timeline tells what is done and when, what is now, and what is yet to come', () => {
  render(<OrderTimeline status="packed" changes={CHANGES} />)
  expect(steps().map(({ state }) => state)).toEqual(['done', 'done', 'current', 'ahead', 'ahead', 'ahead'])
  expect(
    steps()
      .filter(({ isCurrent }) => isCurrent)
      .map(({ text }) => text),
  ).toEqual([expect.stringContaining('Packed')])
  expect(steps()[3]?.text).toBe('Shipped (not yet)')
  const done = screen.getAllByRole('listitem')[1]
  if (!done) throw new Error('no second step')
  expect(
    within(done)
      .getByText(/20 Nov 2026/)
      .getAttribute('datetime'),
  ).toBe('2026-11-20T10:30:00Z')
})

test('a change of status moves the same steps, so that the change can be animated', () => {
  const { rerender } = render(<OrderTimeline status="packed" changes={CHANGES} />)
  const before = screen.getAllByRole('listitem')
  const shipped = [...CHANGES, { status: 'shipped' as const, at: '2026-11-21T08:00:00Z' }]
  rerender(<OrderTimeline status="shipped" changes={shipped} />)
  expect(screen.getAllByRole('listitem')).toEqual(before)
  expect(steps().map(({ state }) => state)).toEqual(['done', 'done', 'done', 'current', 'ahead', 'ahead'])
})

test('a cancelled order shows how far it came and that it ended', () => {
  const cancelled = [...CHANGES.slice(0, 2), { status: 'cancelled' as const, at: '2026-11-20T11:00:00Z' }]
  render(<OrderTimeline status="cancelled" changes={cancelled} />)
  expect(steps()).toEqual([
    { text: expect.stringContaining('Order placed'), state: 'done', isCurrent: false },
    { text: expect.stringContaining('Confirmed'), state: 'done', isCurrent: false },
    { text: expect.stringContaining('Cancelled'), state: 'ended', isCurrent: true },
  ])
})
