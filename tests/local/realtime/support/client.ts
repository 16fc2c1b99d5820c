/** supabase-js as an application uses it, with what tests need to wait for. */
import {
  createClient,
  type RealtimeChannel,
  type RealtimePostgresChangesPayload,
  type SupabaseClient,
} from '@supabase/supabase-js'
import { until } from '../../../support/until.ts'
import type { TestServer } from './server.ts'
import { keys } from './tokens.ts'

export type Row = Record<string, unknown>
export type ChangeEvent = RealtimePostgresChangesPayload<Row>
export type SystemMessage = { extension: string; status: string; message: string; channel: string }

/** A client that has its token before it does anything; null stands for the publishable key alone. */
export async function clientFor(
  server: Pick<TestServer, 'url'>,
  token: string | null,
  key = keys.publishableKey,
): Promise<SupabaseClient> {
  const options = token === null ? {} : { accessToken: async () => token }
  const client = createClient(server.url, key, {
    ...options,
    ...(token === null ? { auth: { persistSession: false, autoRefreshToken: false } } : {}),
  })
  if (token !== null) await client.realtime.setAuth()
  return client
}

export type Filter = {
  event?: '*' | 'INSERT' | 'UPDATE' | 'DELETE'
  schema?: string
  table?: string
  filter?: string
  select?: string[]
}

export type Watch = {
  channel: RealtimeChannel
  events: ChangeEvent[]
  system: SystemMessage[]
  statuses: string[]
  /** Waits until this many events have come. */
  untilEvents(count: number): Promise<ChangeEvent[]>
}

/** Subscribes to row changes; resolves with the first `system` message, good or bad. */
export async function watch(client: SupabaseClient, name: string, ...filters: Filter[]): Promise<Watch> {
  const events: ChangeEvent[] = []
  const system: SystemMessage[] = []
  const statuses: string[] = []
  const channel = client.channel(name)
  for (const filter of filters) {
    const full = { event: '*', schema: 'public', ...filter }
    // The overloads want a literal event; tests pass any.
    channel.on('postgres_changes', full as { event: '*'; schema: string }, (payload) => events.push(payload))
  }
  channel.on('system', {}, (message: SystemMessage) => system.push(message))
  channel.subscribe((status) => statuses.push(status))
  await until(() => system.length > 0, { what: `the system message of ${name} (${statuses.join()})` })
  return {
    channel,
    events,
    system,
    statuses,
    untilEvents: async (count) => {
      await until(() => events.length >= count, { what: `${count} events on ${name}, ${events.length} came` })
      return events
    },
  }
}

/** Subscribes a channel as it is; resolves with its first status. */
export async function joined(channel: RealtimeChannel): Promise<{ status: string; error?: Error }> {
  let first: { status: string; error?: Error } | undefined
  channel.subscribe((status, error) => {
    first ??= error ? { status, error } : { status }
  })
  return until(() => first, { what: `${channel.topic} to be joined` })
}

/**
 * Resolves when everything that was committed before has reached every subscriber of the server. The first mark
 * has passed the delivery then, the second one the sockets of this process.
 */
export async function settled(server: TestServer): Promise<void> {
  for (let mark = 0; mark < 2; mark++) {
    const count = server.sentinel.events.length + 1
    await server.sql.query('insert into public.sentinel default values')
    await server.sentinel.untilEvents(count)
  }
}
