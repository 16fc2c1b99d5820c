import { describe, expect, it } from 'vitest'
import { isTimeToAsk } from '@/lib/orders/payments/asking-plan'

const MINUTE_MS = 60_000

/** How often a timer that runs each minute asks about an order in this part of its life. */
function asked(fromMinute: number, toMinute: number): number {
  let count = 0
  for (let minute = fromMinute; minute < toMinute; minute += 1)
    if (isTimeToAsk((minute + 0.5) * MINUTE_MS)) count += 1
  return count
}

describe('asking the gateway about an order', () => {
  it('happens each minute at first, then more and more rarely, and ends after a week', () => {
    expect(asked(0, 60)).toBe(60)
    expect(asked(60, 24 * 60)).toBe(92)
    expect(asked(24 * 60, 7 * 24 * 60)).toBe(36)
    expect(asked(7 * 24 * 60, 30 * 24 * 60)).toBe(0)
  })
})
