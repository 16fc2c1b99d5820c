import type { CreditAccount } from './schema'

/** A spend that the screen shows ahead of the database. */
export type PendingSpend = {
  /** Its idempotency key, which the ledger entry will carry. */
  key: string
  amount: number
  reason: string
  /** The data that was on screen when the server said that it is saved; null until then. */
  savedOver: CreditAccount | null
  /** It waits on this device until the server can be reached. */
  isQueued?: boolean
}

/**
 * The spends that `account` does not contain yet. A read that overtakes the answer of the write has its key on
 * the ledger; reads and writes of a tab go one after another, so data that came after the answer has it too.
 */
export function unsettled(pending: PendingSpend[], account: CreditAccount): PendingSpend[] {
  const keys = new Set(account.entries.map((entry) => entry.idempotencyKey))
  return pending.filter(
    ({ key, savedOver }) => !keys.has(key) && (savedOver === null || savedOver === account),
  )
}

/** The balance as it will be once every pending spend has landed; never shown below zero. */
export function expectedCredits(pending: PendingSpend[], account: CreditAccount): number {
  const outstanding = unsettled(pending, account).reduce((sum, spend) => sum + spend.amount, 0)
  return Math.max(0, account.balance.credits - outstanding)
}
