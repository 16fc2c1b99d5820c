import { createClient } from '@supabase/supabase-js'
import type { Database } from '../../lib/supabase/database.types.ts'
import { claimSchema, type Delivery, type Notice } from './notice.ts'
import type { WorkerSettings } from './settings.ts'

export type Notices = ReturnType<typeof connectNotices>

/** The outbox, with the secret key: no signed-in person may claim or settle. */
export function connectNotices({
  supabaseUrl,
  secretKey,
}: Pick<WorkerSettings, 'supabaseUrl' | 'secretKey'>) {
  const client = createClient<Database>(supabaseUrl, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  })

  return {
    /** Leases up to `batch` notices. @throws Error when the database does not answer. */
    async claim(batch: number, leaseSeconds: number) {
      const { data, error } = await client.rpc('claim_notices', { batch, lease_seconds: leaseSeconds })
      if (error) throw new Error(error.message)
      return claimSchema.parse(data)
    },

    async settle(notice: Notice, delivery: Delivery): Promise<void> {
      const { error } = await client.rpc('settle_notice', {
        id: notice.id,
        lease: notice.lease,
        outcome: delivery.outcome,
        ...(delivery.outcome === 'sent' ? {} : { error: delivery.error }),
        ...(delivery.outcome === 'retry' ? { retry_in_seconds: delivery.retryInSeconds } : {}),
      })
      if (error) throw new Error(error.message)
    },

    async dropSubscription(id: string): Promise<void> {
      const { error } = await client.rpc('drop_push_subscription', { id })
      if (error) throw new Error(error.message)
    },

    /** Calls back when something was queued, and whenever events may have been missed. */
    onQueued(wake: () => void): void {
      client
        .channel('outbox')
        .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'notices' }, wake)
        .on('system', {}, wake)
        .subscribe()
    },

    async close(): Promise<void> {
      await client.removeAllChannels()
      await client.realtime.disconnect()
    },
  }
}
