import type { RealtimeClient, Session, SupabaseClient } from '@supabase/supabase-js'

/** A socket that is alive answers a heartbeat within this; one that slept with the laptop never will. */
const PROBE_MS = 2_000
/** A token with less time left is renewed when it is asked for; the same as in auth-js. */
const RENEWABLE_MS = 90_000
/** auth-js looks for tokens to renew only every 30 s: too late for those that live shorter. */
const RENEW_AFTER_SHARE = 0.7
/** Heartbeats (15 s apart) without a channel after which nobody needs the socket. */
const IDLE_HEARTBEATS = 2

/** The part of a Supabase client that the core uses. */
export type SupabaseLike = Pick<SupabaseClient, 'auth' | 'realtime'>

/** The one socket of a tab, and whom it speaks for. */
export type Connection = {
  realtime: RealtimeClient
  /** Makes the socket speak for the session of this moment. @throws when that session can't be known now. */
  authorize: () => Promise<void>
  /** Whether the browser still belongs to the user that the connection was made for; true when unknown. */
  isOwned: () => Promise<boolean>
  /** After sleep, a network change or a click on retry: finds out at once what the timers would find later. */
  wake: () => Promise<void>
  close: () => void
}

export type ConnectionEvents = {
  /** The browser's session is no longer, or again, that of the user of this connection. */
  onOwnerChange: (isOwned: boolean) => void
  /** The server answered a heartbeat. */
  onAlive: () => void
}

export function createConnection(
  { auth, realtime }: SupabaseLike,
  userId: string | null,
  { onOwnerChange, onAlive }: ConnectionEvents,
): Connection {
  let wasOwned = true
  let probe: ReturnType<typeof setTimeout> | undefined
  let renewal: ReturnType<typeof setTimeout> | undefined
  let idleHeartbeats = 0
  let isClosed = false

  function see(session: Session | null): boolean {
    const isOwned = (session?.user.id ?? null) === userId
    if (isOwned === wasOwned) return isOwned
    wasOwned = isOwned
    onOwnerChange(isOwned)
    return isOwned
  }

  async function currentSession(): Promise<Session | null> {
    const { data, error } = await auth.getSession()
    // An error is not a sign-out: offline, an expired session can't be renewed.
    if (error) throw error
    return data.session
  }

  const { data } = auth.onAuthStateChange((event, session) => {
    // INITIAL_SESSION is null for a session that could not be renewed, too: it proves nothing.
    if (event !== 'INITIAL_SESSION') see(session)
  })

  async function isOwned(): Promise<boolean> {
    try {
      return see(await currentSession())
    } catch {
      return wasOwned
    }
  }

  async function authorize(): Promise<void> {
    const session = await currentSession()
    if (!see(session)) throw new Error('The session belongs to someone else.')
    await realtime.setAuth(session?.access_token ?? null)
    renewInTime(session)
  }

  /** The server ends the channels of a token when it ends; a short one must be followed by the next before that. */
  function renewInTime(session: Session | null) {
    clearTimeout(renewal)
    const leftMs = (session?.expires_at ?? Number.POSITIVE_INFINITY) * 1000 - Date.now()
    if (leftMs <= 0 || leftMs > RENEWABLE_MS) return
    renewal = setTimeout(() => void authorize().catch(() => undefined), leftMs * RENEW_AFTER_SHARE)
  }

  realtime.onHeartbeat((status) => {
    if (status !== 'ok') return
    clearTimeout(probe)
    dropIfIdle()
    if (isClosed) return
    onAlive()
    void isOwned()
  })

  /** supabase-js drops a socket without channels by itself, but not when it was bringing it back at that moment. */
  function dropIfIdle() {
    idleHeartbeats = realtime.getChannels().length === 0 ? idleHeartbeats + 1 : 0
    if (idleHeartbeats >= IDLE_HEARTBEATS) void realtime.disconnect()
  }

  /** Asks a socket that calls itself open; without an answer a second heartbeat makes the client give it up. */
  function probeSocket() {
    clearTimeout(probe)
    probe = setTimeout(() => void realtime.sendHeartbeat(), PROBE_MS)
    if (realtime.pendingHeartbeatRef === null) void realtime.sendHeartbeat()
  }

  return {
    realtime,
    authorize,
    isOwned,
    async wake() {
      // The client would rejoin with the token it had before it slept: session first.
      await authorize()
      if (realtime.isConnected()) return probeSocket()
      if (realtime.getChannels().length === 0) return
      await realtime.disconnect()
      realtime.connect()
    },
    close() {
      isClosed = true
      clearTimeout(probe)
      clearTimeout(renewal)
      data.subscription.unsubscribe()
    },
  }
}
