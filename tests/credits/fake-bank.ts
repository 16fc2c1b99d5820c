import { randomUUID } from 'node:crypto'
import type { CreditAccount, CreditDesk, LedgerEntry } from '@/lib/credits/schema'
import { fail, ok, type Result } from '@/lib/result'
import type { FakeRealtime } from '../support/fake-socket'
import { ADMIN, aBalance, aGrant, anEntry, MIRA } from './models'

/** One creator's account in memory, behind the actions' own signatures. Answers can be held back. */
export type FakeBank = {
  /** A change made past the app; the wire tells of it. */
  change: (delta: number, actorId?: string) => void
  /** Another name for the creator. */
  rename: (displayName: string) => void
  /** What the actions would do. */
  getCreditAccount: () => Promise<Result<CreditAccount>>
  getUserCredits: () => Promise<Result<CreditAccount['balance']>>
  spendCredits: (input: {
    amount: number
    reason: string
    idempotencyKey: string
  }) => Promise<Result<unknown>>
  purchaseCredits: (input: { packageId: string; idempotencyKey: string }) => Promise<Result<unknown>>
  getCreditDesk: () => Promise<Result<CreditDesk>>
  grantCredits: (input: {
    amount: number
    reason: string
    idempotencyKey: string
  }) => Promise<Result<unknown>>
  correctCredits: (input: {
    delta: number
    reason: string
    idempotencyKey: string
  }) => Promise<Result<unknown>>
  reads: number
  /** Keys of the writes received, retries included. */
  keys: string[]
  /** Waits before a write is answered, while set: the write itself is done. */
  hold: Promise<void> | undefined
  /** The answer is lost on the way back, while true: the write itself is done. */
  losesAnswers: boolean
  isDown: boolean
}

export function createFakeBank(realtime: FakeRealtime, credits: number): FakeBank {
  const entries: LedgerEntry[] = []
  const done = new Set<string>()
  let balance = credits
  let name = 'Mira Creator'

  function record(delta: number, fields: Partial<LedgerEntry> = {}) {
    balance += delta
    const createdAt = new Date().toISOString()
    entries.unshift(anEntry({ id: entries.length + 1, delta, balanceAfter: balance, createdAt, ...fields }))
    realtime.emit({ table: 'user_credits', type: 'UPDATE', record: { user_id: MIRA }, commitAt: createdAt })
  }

  async function write(key: string, delta: number, reason: string, actorId = MIRA): Promise<Result<unknown>> {
    bank.keys.push(key)
    if (balance + delta < 0) {
      return fail('insufficient_credits', `Not enough credits: ${-delta} needed, ${balance} there.`)
    }
    if (!done.has(key)) record(delta, { reason, actorId, idempotencyKey: key })
    done.add(key)
    await bank.hold
    if (bank.losesAnswers) throw new TypeError('fetch failed')
    return ok({ credits: balance })
  }

  function account(): CreditAccount {
    return {
      balance: aBalance({ credits: balance }),
      grants: [aGrant({ id: GRANT_ID, credits: balance, membership: '100 credits' })],
      entries: [...entries],
      nextExpiryAt: null,
    }
  }

  function creator(): CreditDesk['creators'][number] {
    return {
      userId: MIRA,
      displayName: name,
      email: 'creator@rowcast.test',
      role: 'member',
      credits: balance,
      membership: null,
      lastChangeAt: entries[0]?.createdAt ?? null,
    }
  }

  const bank: FakeBank = {
    reads: 0,
    keys: [],
    hold: undefined,
    losesAnswers: false,
    isDown: false,
    change: (delta, actorId) => record(delta, { actorId: actorId ?? null }),
    rename(displayName) {
      name = displayName
      const commitAt = new Date().toISOString()
      realtime.emit({ table: 'profiles', type: 'UPDATE', record: { id: MIRA }, commitAt })
    },
    async getCreditAccount() {
      bank.reads += 1
      if (bank.isDown) return fail('unavailable', 'The service does not answer right now.')
      return ok(account(), new Date().toISOString())
    },
    async getUserCredits() {
      bank.reads += 1
      return bank.isDown ? fail('unavailable', 'The service does not answer.') : ok(account().balance)
    },
    spendCredits: ({ idempotencyKey, amount, reason }) => write(idempotencyKey, -amount, reason),
    purchaseCredits: ({ idempotencyKey }) => write(idempotencyKey, 100, 'Bought 100 credits'),
    async getCreditDesk() {
      bank.reads += 1
      if (bank.isDown) return fail('unavailable', 'The service does not answer right now.')
      return ok({ creators: [creator()], hasNextPage: false, entries: [...entries] })
    },
    grantCredits: ({ idempotencyKey, amount, reason }) => write(idempotencyKey, amount, reason, ADMIN),
    correctCredits: ({ idempotencyKey, delta, reason }) => write(idempotencyKey, delta, reason, ADMIN),
  }
  return bank
}

const GRANT_ID = randomUUID()
