import { randomUUID } from 'node:crypto'
import { type Database, rowOf } from '../support/database.ts'
import { createAccountIn } from '../support/factories.ts'

type Claimed = { id: string; lease: string }
type Queued = { id: string; userId: string }

export type Outbox = ReturnType<typeof createOutbox>

/** The outbox as a test sees it: it queues for people of its own, and claims as the worker does. */
export function createOutbox(db: Database) {
  async function queue(columns: string, values: unknown[], userId: string): Promise<Queued> {
    const { id } = await rowOf<{ id: string }>(
      db,
      `insert into notices (kind, data, dedupe_key, user_id, ${columns}) values
       ('test', '{"subject": "A test"}', $1, $2, ${values.map((_, at) => `$${at + 3}`)}) returning id`,
      [randomUUID(), userId, ...values],
    )
    return { id, userId }
  }

  return {
    async queueMail({ stream = randomUUID(), userId }: { stream?: string; userId?: string } = {}) {
      return queue('channel, stream', ['email', stream], userId ?? (await createAccountIn(db)).id)
    },

    async queuePush({ endpoint = `https://fcm.googleapis.com/${randomUUID()}` } = {}) {
      const userId = (await createAccountIn(db, { role: 'admin' })).id
      const { id } = await rowOf<{ id: string }>(
        db,
        'insert into push_subscriptions (user_id, endpoint, p256dh, auth) values ($1, $2, $3, $4) returning id',
        [userId, endpoint, 'k'.repeat(87), 'a'.repeat(22)],
      )
      return queue('channel, stream, push_subscription_id', ['push', randomUUID(), id], userId)
    },

    async claim() {
      const { claimed } = await rowOf<{ claimed: { notices: Claimed[]; next_due_in_ms: number | null } }>(
        db,
        'select claim_notices(100, 60) as claimed',
      )
      return { ...claimed, ids: claimed.notices.map(({ id }) => id) }
    },

    async settle(
      notice: Claimed | undefined,
      outcome: string,
      { error = null, retryInSeconds = null }: { error?: string | null; retryInSeconds?: number | null } = {},
    ): Promise<boolean> {
      const { settled } = await rowOf<{ settled: boolean }>(
        db,
        'select settle_notice($1, $2, $3, $4, $5) as settled',
        [notice?.id, notice?.lease, outcome, error, retryInSeconds],
      )
      return settled
    },

    async endLeases(): Promise<void> {
      await db.query("update notices set leased_until = now() where state = 'sending'")
    },

    async stateOf(id: string): Promise<string> {
      return (await rowOf<{ state: string }>(db, 'select state from notices where id = $1', [id])).state
    },
  }
}
