import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOver, nextStatuses, type OrderStatus } from '@/lib/orders/rules'
import { STAGES, type StatusChange, stepsOf } from '@/lib/orders/timeline'

/** An order after any legal steps: where it is, and when it came to each status. */
const anyOrder = fc.array(fc.nat(5), { maxLength: 14 }).map((choices) => {
  const changes: StatusChange[] = []
  let status: OrderStatus = 'placed'
  const note = () =>
    changes.push({ status, at: new Date(Date.UTC(2026, 10, 1, changes.length)).toISOString() })
  note()
  for (const choice of choices) {
    const next = nextStatuses(status)
    const step = next[choice % next.length]
    if (step === undefined) break
    status = step
    note()
  }
  return { status, changes }
})

describe('after any legal steps', () => {
  test('a timeline names each stage once, in order, and where the order is now', () => {
    fc.assert(
      fc.property(anyOrder, ({ status, changes }) => {
        const steps = stepsOf(status, changes)
        expect(new Set(steps.map((step) => step.status)).size).toBe(steps.length)
        const stages = steps.filter((step) => STAGES.some((stage) => stage === step.status))
        const places = stages.map((step) => (STAGES as readonly OrderStatus[]).indexOf(step.status))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
        const now = steps.filter(({ state }) => state === 'current' || state === 'ended')
        expect(now.map((step) => step.status)).toEqual(status === 'delivered' ? [] : [status])
      }),
    )
  })

  test('what is done has its time, times only grow, and what is ahead has none', () => {
    fc.assert(
      fc.property(anyOrder, ({ status, changes }) => {
        const steps = stepsOf(status, changes)
        for (const { state, at } of steps) expect(at === null).toBe(state === 'ahead')
        const times = steps.flatMap(({ at }) => at ?? [])
        if (changes.length === new Set(changes.map((change) => change.status)).size) {
          expect(times).toEqual(times.toSorted())
        }
      }),
    )
  })

  test('an order that is over has nothing ahead', () => {
    fc.assert(
      fc.property(anyOrder, ({ status, changes }) => {
        fc.pre(isOver(status))
        expect(stepsOf(status, changes).filter(({ state }) => state === 'ahead')).toEqual([])
      }),
    )
  })
})

test('a parcel that found nobody at home is shipped again, with its new time', () => {
  const steps = stepsOf('shipped', [
    { status: 'shipped', at: '2026-11-01T10:00:00Z' },
    { status: 'out_for_delivery', at: '2026-11-02T10:00:00Z' },
    { status: 'shipped', at: '2026-11-02T20:00:00Z' },
  ])
  expect(steps.find(({ status }) => status === 'shipped')).toEqual({
    status: 'shipped',
    at: '2026-11-02T20:00:00Z',
    state: 'current',
  })
  expect(steps.find(({ status }) => status === 'out_for_delivery')).toEqual({
    status: 'out_for_delivery',
    at: null,
    state: 'ahead',
  })
})
