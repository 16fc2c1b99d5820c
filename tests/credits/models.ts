import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { CreditAccount, Grant, LedgerEntry, UserCredits } from '@/lib/credits/schema'

export const MIRA = '00000000-0000-4000-8000-000000000001'
export const ADMIN = '00000000-0000-4000-8000-000000000004'

export function aGrant(fields: Partial<Grant> = {}): Grant {
  return {
    id: randomUUID(),
    credits: 100,
    status: 'active',
    planType: 'one_time',
    membership: null,
    expiresAt: null,
    createdAt: '2026-11-01T10:00:00+00:00',
    ...fields,
  }
}

export function anEntry(fields: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: 1,
    delta: 10,
    balanceAfter: 110,
    reason: 'Changed outside the app',
    actorId: null,
    actorName: null,
    idempotencyKey: null,
    createdAt: '2026-11-21T10:00:00+00:00',
    ...fields,
  }
}

export function aBalance(fields: Partial<UserCredits> = {}): UserCredits {
  return {
    credits: 100,
    membershipStatus: 'active',
    planType: 'one_time',
    canBuy: true,
    hasEverHadSubscription: false,
    message: 'Your credits are ready to use.',
    subscription_id: null,
    membership: null,
    expires_at: null,
    ...fields,
  }
}

/** An account with `credits` in one grant, unless said otherwise. */
export function anAccount(credits: number, fields: Partial<CreditAccount> = {}): CreditAccount {
  return {
    balance: aBalance({ credits }),
    grants: [aGrant({ credits })],
    entries: [],
    nextExpiryAt: null,
    ...fields,
  }
}

/** A ledger as the database writes it, newest first: each balance follows from the one before. */
export function ledgerOf(deltas: number[], startAtMs = Date.parse('2026-11-21T10:00:00Z')): LedgerEntry[] {
  let balance = 0
  const entries = deltas.map((delta, index) => {
    balance += delta
    const createdAt = new Date(startAtMs + index * 60_000).toISOString()
    return anEntry({ id: index + 1, delta, balanceAfter: balance, createdAt })
  })
  return entries.toReversed()
}

const instant = fc
  .integer({ min: 0, max: 5 })
  .map((day) => new Date(Date.UTC(2026, 11, 1 + day)).toISOString())

export const anyGrant: fc.Arbitrary<Grant> = fc.record({
  id: fc.uuid(),
  credits: fc.nat(50),
  status: fc.constantFrom('active', 'expired', 'cancelled'),
  planType: fc.constantFrom('subscription', 'one_time'),
  membership: fc.constantFrom(null, 'Creator monthly'),
  expiresAt: fc.option(instant),
  createdAt: instant,
})
