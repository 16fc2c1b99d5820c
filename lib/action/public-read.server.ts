import 'server-only'
import { createFreshReads } from '@/lib/realtime/fresh-reads'
import type { ReadRequest } from '@/lib/realtime/live-query'
import { type Db, dbWithToken } from '@/lib/supabase/db.server'
import type { WithAsOf } from './as-of'

const share = createFreshReads()

const READ_NOW: ReadRequest = { heldFromUs: null }

/**
 * Makes a read of public data that all viewers share: whoever asks, it reads as a visitor does, so nothing that only
 * some may see can be in its answer. Any number of viewers who ask after one change cost one query on each server.
 * `name` must be its own; `read` gets what it needs to know as `input`, which JSON must be able to hold.
 */
export function publicRead<Input, T>(name: string, read: (db: Db, input: Input) => Promise<WithAsOf<T>>) {
  return (input: Input, { heldFromUs }: ReadRequest = READ_NOW): Promise<WithAsOf<T>> =>
    share(`${name} ${JSON.stringify(input)}`, heldFromUs, () => read(dbWithToken(null), input))
}
