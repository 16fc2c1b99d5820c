import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { createLiveClient, type LiveClient } from '@/lib/realtime/live-client'
import { type LiveQuery, liveQuery, type Snapshot } from '@/lib/realtime/live-query'
import type { LiveStore } from '@/lib/realtime/live-store'
import type { PageSignal, PageSignals } from '@/lib/realtime/page-signals'
import { socketOptions } from '@/lib/realtime/socket-options'
import { ok, type Result } from '@/lib/result'
import { createFakeRealtime, type FakeRealtime } from '../support/fake-socket'

export const ANNA = '00000000-0000-4000-8000-00000000000a'
export const BERT = '00000000-0000-4000-8000-00000000000b'

/** Everything outside the core: a server, a browser's session store, a page, and one counter per user. */
export type World = {
  realtime: FakeRealtime
  auth: FakeAuth
  page: FakePage
  database: FakeDatabase
  supabase: SupabaseClient
  client: LiveClient
  /** The live view of one user's counter. */
  open: (userId?: string, initial?: Snapshot<Counter>) => LiveStore<Counter>
}

export type Counter = { userId: string; value: number }

export function createWorld({ userId = ANNA }: { userId?: string } = {}): World {
  const realtime = createFakeRealtime()
  const auth = createFakeAuth()
  const page = createFakePage()
  const database = createFakeDatabase(realtime)
  auth.signIn(userId)
  const supabase = createTestClient(realtime, auth)
  const client = createLiveClient({ userId, load: async () => supabase, page })
  const query = counterQuery(database)
  return {
    realtime,
    auth,
    page,
    database,
    supabase,
    client,
    open: (owner = userId, initial) => client.store(query, { userId: owner }, initial),
  }
}

/** An unmodified supabase-js on the fake wire. */
export function createTestClient(realtime: FakeRealtime, auth: FakeAuth): SupabaseClient {
  return createClient('http://127.0.0.1:55400', 'sb_publishable_test', {
    auth: {
      storage: auth.storage,
      storageKey: auth.storageKey,
      autoRefreshToken: false,
      detectSessionInUrl: false,
    },
    realtime: { ...socketOptions, transport: realtime.transport },
    global: { fetch: auth.fetch },
  })
}

export function counterQuery(database: FakeDatabase): LiveQuery<{ userId: string }, Counter> {
  return liveQuery({
    name: 'counter',
    watch: ({ userId }: { userId: string }) => [{ table: 'user_credits', filter: `user_id=eq.${userId}` }],
    read: ({ userId }) => database.read(userId),
    countChanges: (previous, next) => next.value - previous.value,
  })
}

export type FakeDatabase = {
  /** Adds one and tells Realtime. Returns the new value. */
  commit: (userId?: string) => number
  value: (userId?: string) => number
  read: (userId: string) => Promise<Result<Counter>>
  /** Reads begun, and how many of them run at the same time. */
  reads: number
  readsAtOnce: number
  readMs: () => number
  /** Answers instead of the row, while set. */
  failure: (() => Result<Counter>) | undefined
  knowsAsOf: () => boolean
}

function createFakeDatabase(realtime: FakeRealtime): FakeDatabase {
  const values = new Map<string, number>()
  let running = 0
  const database: FakeDatabase = {
    reads: 0,
    readsAtOnce: 0,
    readMs: () => 4,
    failure: undefined,
    knowsAsOf: () => true,
    value: (userId = ANNA) => values.get(userId) ?? 0,
    commit(userId = ANNA) {
      const value = database.value(userId) + 1
      values.set(userId, value)
      const commitAt = new Date().toISOString()
      realtime.emit({ table: 'user_credits', type: 'UPDATE', record: { user_id: userId, value }, commitAt })
      return value
    },
    async read(userId) {
      database.reads += 1
      running += 1
      database.readsAtOnce = Math.max(database.readsAtOnce, running)
      const [thereMs, backMs] = [database.readMs(), database.readMs()]
      try {
        await wait(thereMs)
        const asOf = database.knowsAsOf() ? new Date().toISOString() : undefined
        const answer = database.failure?.() ?? ok({ userId, value: database.value(userId) }, asOf)
        await wait(backMs)
        return answer
      } finally {
        running -= 1
      }
    },
  }
  return database
}

export type FakePage = PageSignals & {
  set: (state: { isOnline?: boolean; isVisible?: boolean }) => void
  send: (signal: PageSignal) => void
  listenerCount: () => number
}

export function createFakePage(): FakePage {
  const listeners = new Set<(signal: PageSignal) => void>()
  let isOnline = true
  let isVisible = true

  function send(signal: PageSignal) {
    for (const listener of listeners) listener(signal)
  }

  return {
    isOnline: () => isOnline,
    isVisible: () => isVisible,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    send,
    listenerCount: () => listeners.size,
    set(next) {
      const was = { isOnline, isVisible }
      isOnline = next.isOnline ?? isOnline
      isVisible = next.isVisible ?? isVisible
      if (isOnline !== was.isOnline) send(isOnline ? 'online' : 'offline')
      if (isVisible !== was.isVisible) send(isVisible ? 'visible' : 'hidden')
    },
  }
}

export type FakeAuth = {
  storage: {
    getItem: (key: string) => string | null
    setItem: (key: string, value: string) => void
    removeItem: (key: string) => void
  }
  storageKey: string
  fetch: typeof fetch
  /** Puts a session into the browser's storage, as a server action does: no client is told. */
  signIn: (userId: string, lifetimeS?: number) => void
  signOut: () => void
  /** Lifetime of the tokens that a refresh gives. */
  lifetimeS: number
  /** Sessions that a refresh has renewed so far. */
  renewals: number
  isReachable: boolean
  refreshMs: number
  token: () => string
}

export function createFakeAuth(): FakeAuth {
  const items = new Map<string, string>()
  const storageKey = `session-${Math.random().toString(36).slice(2)}`
  // Each refresh token is good for one session, and for its own successor's for 10 s or while that is unused.
  const successors = new Map<string, { refreshToken: string; atMs: number }>()
  const auth: FakeAuth = {
    storage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    },
    storageKey,
    lifetimeS: 3600,
    renewals: 0,
    isReachable: true,
    refreshMs: 0,
    signIn: (userId, lifetimeS = auth.lifetimeS) =>
      auth.storage.setItem(storageKey, JSON.stringify(newSession(userId, lifetimeS))),
    signOut: () => auth.storage.removeItem(storageKey),
    token: () => JSON.parse(items.get(storageKey) ?? '{}').access_token,
    async fetch(input, init) {
      if (!auth.isReachable) throw new TypeError('fetch failed')
      const url = new URL(String(input))
      if (url.pathname.endsWith('/logout')) return new Response(null, { status: 204 })
      await wait(auth.refreshMs)
      const { refresh_token } = JSON.parse(String(init?.body)) as { refresh_token: string }
      const session = newSession(refresh_token.split('~')[0] ?? '', auth.lifetimeS)
      const successor = successors.get(refresh_token)
      const isOld = successor !== undefined && successors.has(successor.refreshToken)
      if (isOld && Date.now() - successor.atMs > REUSE_INTERVAL_MS) {
        const refusal = { code: 'refresh_token_already_used', message: 'Invalid Refresh Token: Already Used' }
        return Response.json(refusal, { status: 400 })
      }
      auth.renewals += 1
      if (!successor) successors.set(refresh_token, { refreshToken: session.refresh_token, atMs: Date.now() })
      return Response.json({ ...session, refresh_token: successor?.refreshToken ?? session.refresh_token })
    },
  }
  return auth
}

/** As in supabase/config.toml: tabs that renew one session at the same time all get through. */
const REUSE_INTERVAL_MS = 10_000

let tokensMade = 0

function newSession(userId: string, lifetimeS: number) {
  tokensMade += 1
  const exp = Math.floor(Date.now() / 1000) + lifetimeS
  const claims = { sub: userId, role: 'authenticated', exp, jti: tokensMade }
  const access_token = ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2ln'].join('.')
  return {
    access_token,
    refresh_token: `${userId}~${tokensMade}`,
    token_type: 'bearer',
    expires_in: lifetimeS,
    expires_at: exp,
    user: { id: userId, aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' },
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
