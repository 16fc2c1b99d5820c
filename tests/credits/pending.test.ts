import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedCredits, type PendingSpend, unsettled } from '@/lib/credits/pending'
import { anAccount, anEntry } from './models'

function aSpend(fields: Partial<PendingSpend> = {}): PendingSpend {
  return { key: 'k', amount: 5, reason: 'Captions', savedOver: null, ...fields }
}

describe('a spend under way', () => {
  test('is taken off the balance until the ledger has it, so it never counts twice', () => {
    const before = anAccount(100)
    const after = anAccount(95, { entries: [anEntry({ delta: -5, idempotencyKey: 'k' })] })
    expect(expectedCredits([aSpend()], before)).toBe(95)
    expect(expectedCredits([aSpend()], after)).toBe(95)
    expect(unsettled([aSpend()], after)).toEqual([])
  })

  test('that is saved stays until data arrives that came after the answer', () => {
    const shown = anAccount(100)
    const saved = aSpend({ savedOver: shown })
    expect(expectedCredits([saved], shown)).toBe(95)
    // So many changes since that its own entry is on an older page.
    expect(expectedCredits([saved], anAccount(40))).toBe(40)
  })

  test('never makes the balance negative on screen', () => {
    expect(expectedCredits([aSpend({ amount: 60 }), aSpend({ key: 'l', amount: 60 })], anAccount(100))).toBe(
      0,
    )
  })

  test('whatever the order of answers and reads, the screen shows start minus spends', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(amounts, fc.infiniteStream(fc.boolean()), (spends, coin) => {
        const start = 1_000
        const total = spends.reduce((sum, amount) => sum + amount, 0)
        const pending = spends.map((amount, index) => aSpend({ key: String(index), amount }))
        let account = anAccount(start)
        pending.forEach((spend, index) => {
          // Its commit is read before its answer comes, or the answer comes first.
          const isReadFirst = coin.next().value
          const landed = pending.slice(0, index + 1)
          const read = anAccount(start - landed.reduce((sum, { amount }) => sum + amount, 0), {
            entries: landed.map(({ key, amount }) => anEntry({ delta: -amount, idempotencyKey: key })),
          })
          if (isReadFirst) account = read
          expect(expectedCredits(pending, account)).toBe(start - total)
          spend.savedOver = account
          expect(expectedCredits(pending, account)).toBe(start - total)
          if (!isReadFirst) account = read
          expect(expectedCredits(pending, account)).toBe(start - total)
        })
      }),
    )
  })
})
