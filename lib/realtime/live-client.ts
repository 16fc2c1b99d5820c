import type { ErrorInfo } from '@/lib/result'
import { type ChannelHub, createChannelHub } from './channel-hub'
import { createCoalescer } from './coalesce'
import { type Connection, createConnection, type SupabaseLike } from './connection'
import { type LiveInspection, type LiveObserver, type ObserverSlot, readToken } from './inspect'
import type { LastKnown } from './last-known'
import { createLinger } from './linger'
import { type LiveQuery, liveKey, type Snapshot } from './live-query'
import { createLiveStore, type LiveStore, type LiveStoreContext } from './live-store'
import type { PageSignals } from './page-signals'
import type { PresenceRoom } from './presence'
import type { PresencePlace } from './presence-channel'
import { createPresenceRooms } from './presence-rooms'
import { createReadQueue } from './read-queue'
import { syncCause } from './sync-error'
import { createSyncMonitor, type SyncMonitor } from './sync-status'
import { createTabChannels } from './tabs/channels'
import type { TabLink, TabLinkSetting } from './tabs/link'

/** Wake-ups come in packs (online, visible, pageshow); one look a second is enough for all of them. */
const WAKE_SPACING = { spacingMs: 1_000, quietMs: 0, longestWaitMs: 1_000 }

const SIGNED_OUT: ErrorInfo = { code: 'unauthenticated', message: syncCause('signed-out').message }

/** All live views of one user in one tab. */
export type LiveClient = {
  userId: string | null
  /** The view of these arguments; equal arguments give the same one. */
  store: <Args, T>(query: LiveQuery<Args, T>, args: Args, initial?: Snapshot<T>) => LiveStore<T>
  /** Who is at a place, oneself included while it is on screen; null for a visitor, who is nobody. */
  presence: (place: PresencePlace) => PresenceRoom | null
  sync: Pick<SyncMonitor, 'getSnapshot' | 'subscribe' | 'acknowledge'>
  /** Connects and reads again, now. */
  retry: () => void
  /** Told when the browser's session stops being, or is again, that of `userId`. */
  onOwnerChange: (listener: (isOwned: boolean) => void) => () => void
  /** What it is doing now; for people who look for a fault. */
  inspect: () => LiveInspection
  /** Tells `observer` what happens from now on, in place of the one before. */
  observe: (observer: LiveObserver) => void
  /** Stays ready while someone holds it; a moment after the last let go it leaves every channel, until held again. */
  hold: () => () => void
  /** Leaves every channel and forgets all data, for good. */
  close: () => void
}

export type LiveClientOptions = {
  userId: string | null
  /** Loads the Supabase client; called with the first view, and again if it failed. */
  load: () => Promise<SupabaseLike>
  page: PageSignals
  /** Keeps the last answers of queries that opted in; loaded with the first of them. */
  keepLastKnown?: (() => Promise<LastKnown>) | undefined
  /** Makes the tabs of this browser share one connection; loaded with the first view. Without it each has its own. */
  shareTabs?: ((options: TabLinkSetting) => Promise<TabLink>) | undefined
}

/**
 * Nothing here outlives its user: another user gets another client, and when the browser's session changes
 * behind our back (signed out in another tab, say), everything is cleared at once.
 */
export function createLiveClient({
  userId,
  load,
  page,
  keepLastKnown,
  shareTabs,
}: LiveClientOptions): LiveClient {
  const stores = new Map<string, LiveStore<unknown>>()
  const ownerListeners = new Set<(isOwned: boolean) => void>()
  const monitor = createSyncMonitor()
  const enqueue = createReadQueue()
  const observer: ObserverSlot = { current: null }
  const tabs = shareTabs && createTabChannels(() => shareTabs(tabSetting()))
  const hub: ChannelHub = createChannelHub(connect, tabs?.watch, observer)
  let lastKnown: Promise<LastKnown> | undefined
  let connecting: Promise<Connection> | undefined
  let connection: Connection | undefined
  // A connection that was still being opened when its turn ended is not kept.
  let turn = 0
  let isOwned = true
  let isClosed = false

  function connect(): Promise<Connection> {
    connecting ??= openConnection().catch((error) => {
      connecting = undefined
      throw error
    })
    return connecting
  }

  async function openConnection(): Promise<Connection> {
    const mine = turn
    const supabase = await load()
    if (isClosed || mine !== turn) throw new Error('The user of these views is gone.')
    connection = createConnection(supabase, userId, {
      onOwnerChange: setOwned,
      onAlive() {
        alive()
        tabs?.alive()
      },
    })
    return connection
  }

  function alive() {
    if (monitor.getSnapshot().status === 'live') monitor.synced()
  }

  function tabSetting(): TabLinkSetting {
    return {
      ...{ page, hub, rooms, connect },
      onAlive() {
        alive()
        // A tab without a socket has no heartbeat of its own to remind it of looking.
        void connection?.isOwned()
      },
      onWake: () => wake.request(),
      onTabCount: monitor.shared,
    }
  }

  function keep<Args, T>(
    { lastKnown: setting }: LiveQuery<Args, T>,
    key: string,
    store: LiveStore<T>,
    initial: Snapshot<T> | undefined,
  ) {
    if (!setting || !keepLastKnown) return
    lastKnown ??= keepLastKnown()
    lastKnown.then(({ attach }) => attach(key, setting.version, store, initial)).catch(() => undefined)
  }

  function setOwned(next: boolean) {
    if (isClosed || next === isOwned) return
    isOwned = next
    if (isOwned) resume()
    else clear()
    for (const listener of ownerListeners) listener(isOwned)
  }

  function clear() {
    for (const store of stores.values()) store.clear(SIGNED_OUT)
    monitor.acknowledge()
    lastKnown?.then(({ forget }) => forget()).catch(() => undefined)
    hub.suspend()
    rooms?.suspend()
  }

  function resume() {
    leaveRest()
    for (const store of stores.values()) store.resume()
  }

  function disconnect() {
    turn += 1
    connection?.close()
    connection = undefined
    connecting = undefined
  }

  /** Nobody shows anything here any more: the session of the browser is no business of this tab. */
  const use = createLinger({
    start() {
      if (turn === 0 || isClosed) return
      if (isOwned) leaveRest()
      // The session may be the right one again, which nobody would tell otherwise.
      else connect().catch(() => undefined)
    },
    end() {
      hub.suspend()
      rooms?.suspend()
      disconnect()
    },
  })

  function leaveRest() {
    hub.resume()
    rooms?.resume()
  }

  const wake = createCoalescer(wakeUp, WAKE_SPACING)

  async function wakeUp() {
    try {
      await connection?.wake()
    } catch {
      // Without a session or a network there is nothing to join; the timers go on trying.
      return
    }
    hub.wake()
    rooms?.wake()
  }

  let stopPage = () => {}
  const pageUse = createLinger({
    start() {
      stopPage = page.subscribe((signal) => {
        // `offline` too: a socket that still answers proves the browser wrong.
        if (signal !== 'hidden') wake.request()
      })
    },
    end: () => stopPage(),
  })

  const rooms =
    userId === null
      ? null
      : createPresenceRooms({
          ...{ userId, connect, holdPage: pageUse.hold },
          ...(tabs && { createChannel: tabs.presence }),
        })

  const context: LiveStoreContext = {
    hub: {
      watch(watches, listener) {
        const unwatch = hub.watch(watches, listener)
        const release = pageUse.hold()
        return () => {
          unwatch()
          release()
        }
      },
    },
    page,
    enqueue,
    isOwned: async () => connection?.isOwned() ?? isOwned,
    monitor,
    observer,
  }

  return {
    userId,
    store<Args, T>(query: LiveQuery<Args, T>, args: Args, initial?: Snapshot<T>) {
      const key = liveKey(query, args)
      const known = stores.get(key)
      // The key names the query, and with it the type.
      if (known) return known as LiveStore<unknown> as LiveStore<T>
      const store = createLiveStore(query, args, isOwned ? initial : undefined, context)
      if (!isOwned) store.clear(SIGNED_OUT)
      stores.set(key, store as LiveStore<unknown>)
      if (isOwned) keep(query, key, store, initial)
      return store
    },
    presence: (place) => rooms?.room(place) ?? null,
    sync: monitor,
    retry() {
      wake.request()
      for (const store of stores.values()) store.wake()
    },
    onOwnerChange(listener) {
      ownerListeners.add(listener)
      return () => void ownerListeners.delete(listener)
    },
    inspect: () => ({
      userId,
      isOwned,
      socket: {
        state: connection?.realtime.connectionState() ?? 'none',
        ...readToken(connection?.realtime.accessTokenValue ?? null),
      },
      channels: hub.inspect(),
      views: [...stores]
        .map(([key, store]) => inspectView(key, store))
        .filter(({ subscribers }) => subscribers > 0),
    }),
    observe(next) {
      observer.current = next
    },
    hold: use.hold,
    close() {
      isClosed = true
      isOwned = false
      clear()
      disconnect()
    },
  }
}

function inspectView(key: string, store: LiveStore<unknown>) {
  const { status, cause, asOf } = store.getSnapshot()
  return { key, status, cause, asOf, subscribers: store.listenerCount() }
}
