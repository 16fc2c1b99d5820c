import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actorLabel,
  balanceSeries,
  changesElsewhere,
  ENTRY_PAGE,
  firstView,
  noticesFor,
  withNewest,
  withOlder,
} from '@/lib/credits/ledger'
import { ADMIN, anEntry, ledgerOf, MIRA } from './models'

const deltas = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 400 })

describe('the view of a ledger', () => {
  test('built from any reads and any older pages is always the newest part of the ledger, without a hole', () => {
    const steps = fc.array(fc.oneof(fc.constant('older' as const), fc.nat(120)), { maxLength: 12 })
    fc.assert(
      fc.property(deltas, steps, (all, plan) => {
        let length = Math.min(all.length, 10)
        let view = firstView(newest(ledgerOf(all.slice(0, length))))
        for (const step of plan) {
          const ledger = ledgerOf(all.slice(0, length))
          if (step === 'older') {
            const before = view.entries.at(-1)?.id ?? 0
            view = withOlder(view, newest(ledger.filter(({ id }) => id < before)))
          } else {
            length = Math.min(all.length, length + step)
            view = withNewest(view, newest(ledgerOf(all.slice(0, length))))
          }
          const now = ledgerOf(all.slice(0, length))
          expect(view.entries).toEqual(now.slice(0, view.entries.length))
          if (view.isComplete) expect(view.entries).toHaveLength(now.length)
        }
      }),
    )
  })

  function newest(ledger: ReturnType<typeof ledgerOf>) {
    return ledger.slice(0, ENTRY_PAGE)
  }
})

describe('the balance over time', () => {
  test('starts before the oldest entry, ends now, never goes back in time, and holds each balance', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 2_000 }), (seconds, nowSeconds) => {
        // Times in any order: a long transaction can write an earlier time than its forerunner.
        const entries = ledgerOf(seconds.map(() => 1)).map((entry, index) => ({
          ...entry,
          createdAt: new Date((seconds[index] ?? 0) * 1_000).toISOString(),
        }))
        const points = balanceSeries(entries, nowSeconds * 1_000)
        expect(points.map(({ credits }) => credits)).toEqual([
          0,
          ...seconds.map((_, i) => i + 1),
          seconds.length,
        ])
        points.reduce((before, point) => {
          expect(point.atMs).toBeGreaterThanOrEqual(before.atMs)
          return point
        })
      }),
    )
  })

  test('of a part of the ledger starts at the balance before it', () => {
    const [newestEntry] = ledgerOf([100, -30, 5])
    const points = balanceSeries(newestEntry ? [newestEntry] : [], Date.parse('2026-11-22T00:00:00Z'))
    expect(points.map(({ credits }) => credits)).toEqual([70, 75, 75])
  })

  test('of nothing is nothing', () => {
    expect(balanceSeries([], 0)).toEqual([])
  })
})

describe('changes made elsewhere', () => {
  const isOwn = (key: string) => key === 'mine'

  test('are those that are new and that this tab did not send', () => {
    const known = anEntry({ id: 1 })
    const fromSql = anEntry({ id: 2 })
    const own = anEntry({ id: 3, actorId: MIRA, idempotencyKey: 'mine' })
    const otherWindow = anEntry({ id: 4, actorId: MIRA, idempotencyKey: 'theirs' })
    const ownWithoutKey = anEntry({ id: 5, actorId: MIRA })
    const next = [ownWithoutKey, otherWindow, own, fromSql, known]
    expect(changesElsewhere([known], next, MIRA, isOwn)).toEqual([otherWindow, fromSql])
    expect(changesElsewhere([], [known], MIRA, isOwn)).toEqual([known])
  })

  test.each([
    [{ delta: 10 }, '+10 credits · made in SQL or the dashboard', 'Balance 110'],
    [{ delta: -1, reason: 'Expired' }, '−1 credit · expired', 'Balance 110'],
    [
      { delta: -5, actorId: MIRA, reason: 'Dubbing' },
      '−5 credits · made in another window',
      'Dubbing · Balance 110',
    ],
    [
      { actorId: ADMIN, actorName: 'Asha', reason: 'Thanks' },
      '+10 credits · by Asha',
      'Thanks · Balance 110',
    ],
    [{ actorId: ADMIN, reason: 'Thanks' }, '+10 credits · by an administrator', 'Thanks · Balance 110'],
    [{ delta: 0 }, 'Removal of an ended grant · made in SQL or the dashboard', 'Balance 110'],
  ])('%j is told as “%s”', (fields, title, detail) => {
    const entry = anEntry(fields)
    expect(noticesFor([entry], MIRA, false)).toEqual([{ title, detail, isGain: entry.delta > 0 }])
  })

  test('are told one by one, oldest first, up to two', () => {
    const titles = noticesFor(ledgerOf([10, 20]), MIRA, true).map(({ title }) => title)
    expect(titles).toEqual([
      '+10 credits · made in SQL or the dashboard',
      '+20 credits · made in SQL or the dashboard',
    ])
  })

  test('are summed up when they are many, and when they cancel out', () => {
    expect(noticesFor(ledgerOf([10, 20, -5]), MIRA, false)).toEqual([
      { title: '+25 credits · 3 changes', detail: 'Balance 25', isGain: true },
    ])
    expect(noticesFor(ledgerOf([10, 20, -5]), MIRA, true)[0]?.title).toBe(
      '+25 credits · 3 changes while you were away',
    )
    expect(noticesFor(ledgerOf([100, 30, -30]).slice(0, 2), MIRA, false)[0]?.title).toBe(
      'Balance unchanged · 2 changes',
    )
    expect(noticesFor(ledgerOf(Array(ENTRY_PAGE).fill(1)), MIRA, false)).toEqual([
      { title: '50 changes or more', detail: 'Balance 50', isGain: false },
    ])
    expect(noticesFor(ledgerOf([100, 0, 0]).slice(0, 2), MIRA, false)).toEqual([
      { title: 'Balance unchanged · 2 changes', detail: 'Balance 100', isGain: false },
    ])
    expect(noticesFor([], MIRA, true)).toEqual([])
  })
})

test('who made a change is said as the viewer would say it', () => {
  expect(actorLabel(anEntry(), MIRA)).toBe('SQL or the dashboard')
  expect(actorLabel(anEntry({ reason: 'Expired' }), MIRA)).toBe('Time')
  expect(actorLabel(anEntry({ actorId: MIRA, actorName: 'Mira' }), MIRA)).toBe('You')
  expect(actorLabel(anEntry({ actorId: MIRA, actorName: 'Mira' }), ADMIN)).toBe('Mira')
  expect(actorLabel(anEntry({ actorId: ADMIN }), MIRA)).toBe('An administrator')
})
