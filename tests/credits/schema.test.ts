import { describe, expect, test } from 'vitest'
import { correctInput, deskParams, purchaseInput, spendInput } from '@/lib/credits/inputs'
import { accountRow } from '@/lib/credits/schema'
import { MIRA } from './models'

const key = '7b1c3c1e-54a5-4bd0-9f0e-0f5a3c0b8d11'

describe('inputs', () => {
  test.each([0, -5, 1.5, Number.NaN, 1_000_001, '5', null])('a spend of %s is refused', (amount) => {
    const { error } = spendInput.safeParse({ amount, reason: 'Captions', idempotencyKey: key })
    expect(error?.issues.map(({ path }) => path)).toEqual([['amount']])
  })

  test.each(['', '   ', 'x'.repeat(201)])('the reason %j is refused', (reason) => {
    const { error } = spendInput.safeParse({ amount: 5, reason, idempotencyKey: key })
    expect(error?.issues.map(({ path }) => path)).toEqual([['reason']])
  })

  test('a key is a UUID, and what is not asked for is dropped', () => {
    expect(purchaseInput.safeParse({ packageId: 'pack-100', idempotencyKey: '1' }).success).toBe(false)
    expect(purchaseInput.parse({ packageId: 'pack-100', idempotencyKey: key, price: 0 })).toEqual({
      packageId: 'pack-100',
      idempotencyKey: key,
    })
  })

  test('a correction is up or down, not nothing', () => {
    const correct = (delta: number) =>
      correctInput.safeParse({ userId: MIRA, delta, reason: 'Mistake', idempotencyKey: key }).success
    expect([5, -5, 0].map(correct)).toEqual([true, true, false])
  })

  test('nonsense in the address of the page counts as absent', () => {
    expect(deskParams.parse({ search: 'x'.repeat(200), page: '-1', creatorId: "' or 1=1" })).toEqual({
      search: '',
      page: 1,
      creatorId: null,
    })
    expect(deskParams.parse({ search: ' mira ', page: '3', creatorId: MIRA })).toEqual({
      search: 'mira',
      page: 3,
      creatorId: MIRA,
    })
  })
})

describe('what the database answers', () => {
  const row = {
    balance: {
      credits: 100,
      membership_status: 'active',
      plan_type: 'subscription',
      can_buy: false,
      has_ever_had_subscription: true,
      message: 'Your membership is active.',
      subscription_id: 'sub_1',
      membership: 'Creator monthly',
      expires_at: '2026-12-21T10:00:00+00:00',
    },
    grants: [],
    entries: [],
    next_expiry_at: null,
    has_lapsed: false,
    as_of: '2026-11-21T10:00:00.123456+00:00',
  }

  test('becomes the promised shape of getUserCredits', () => {
    expect(accountRow.parse(row).balance).toEqual({
      credits: 100,
      membershipStatus: 'active',
      planType: 'subscription',
      canBuy: false,
      hasEverHadSubscription: true,
      message: 'Your membership is active.',
      subscription_id: 'sub_1',
      membership: 'Creator monthly',
      expires_at: '2026-12-21T10:00:00+00:00',
    })
  })

  test('is refused when it is not what the screen was written for', () => {
    expect(accountRow.safeParse({ ...row, balance: { ...row.balance, credits: -1 } }).success).toBe(false)
    expect(accountRow.safeParse({ ...row, grants: [{ id: MIRA }] }).success).toBe(false)
  })
})
