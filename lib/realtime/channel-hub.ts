import type { Connection } from './connection'
import type { ChannelInspection, ObserverSlot } from './inspect'
import { createLinger, type Linger } from './linger'
import { type ChannelFactory, createLiveChannel, type LiveChannel } from './live-channel'
import type { Watch } from './live-query'
import type { SyncCause } from './sync-error'

/** What a view hears about the rows it watches. Payloads of events are not passed on: nothing may render them. */
export type WatchListener = {
  /** A watched row changed. `commitAt` is the time of the commit by Postgres, null when unknown. */
  onEvent: (commitAt: string | null) => void
  /** All watches flow from now on: what committed before this may have been missed. Said again after each rejoin. */
  onLive: () => void
  /** Some changes may no longer arrive. */
  onDown: (cause: SyncCause) => void
}

export type ChannelHub = {
  /** Watches rows. Equal watches share one channel, whoever watches. @throws for a filter without a value. */
  watch: (watches: Watch[], listener: WatchListener) => () => void
  /** Tries every channel that is not live, now. */
  wake: () => void
  /** Leaves every channel and keeps who watches, for `resume`. */
  suspend: () => void
  resume: () => void
  inspect: () => ChannelInspection[]
}

type Entry = {
  watch: Watch
  channel: LiveChannel
  watchers: Set<Watcher>
  linger: Linger
  /** null: has neither come live nor failed yet. */
  state: 'live' | SyncCause | null
}

type Watcher = { entries: Entry[]; listener: WatchListener }

/**
 * One channel per distinct table and filter, counted over all views of a tab, left a moment after its last
 * watcher. `connect` is called with the first watch, so that a page without live views loads no client.
 * `createChannel`: how a channel is kept live; by default with a join of this tab.
 */
export function createChannelHub(
  connect: () => Promise<Connection>,
  createChannel: ChannelFactory = createLiveChannel,
  observer?: ObserverSlot,
): ChannelHub {
  const entries = new Map<string, Entry>()
  let isSuspended = false

  function entryOf(watch: Watch): Entry {
    const key = watchKey(watch)
    const known = entries.get(key)
    if (known) return known
    const entry = createEntry(watch, () => entries.delete(key))
    entries.set(key, entry)
    return entry
  }

  function createEntry(watch: Watch, forget: () => void): Entry {
    const watchers = new Set<Watcher>()
    const channel = createChannel(watch, connect, {
      onEvent(commitAt) {
        observer?.current?.heard(watch, commitAt)
        for (const { listener } of watchers) listener.onEvent(commitAt)
      },
      onLive() {
        entry.state = 'live'
        for (const watcher of watchers) tellIfLive(watcher)
      },
      onDown(cause) {
        entry.state = cause
        for (const { listener } of watchers) listener.onDown(cause)
      },
    })
    const linger = createLinger({
      start() {
        if (!isSuspended) channel.open()
      },
      end() {
        channel.leave()
        forget()
      },
    })
    const entry: Entry = { watch, channel, watchers, linger, state: null }
    return entry
  }

  return {
    watch(watches, listener) {
      const watcher: Watcher = { entries: [...new Set(watches.map(entryOf))], listener }
      const releases = watcher.entries.map(({ watchers, linger }) => {
        watchers.add(watcher)
        return linger.hold()
      })
      const cause = watcher.entries.map(({ state }) => state).find(isCause)
      if (cause) listener.onDown(cause)
      else tellIfLive(watcher)
      return () => {
        for (const { watchers } of watcher.entries) watchers.delete(watcher)
        for (const release of releases) release()
      }
    },
    wake() {
      if (isSuspended) return
      for (const { channel } of entries.values()) channel.wake()
    },
    suspend() {
      isSuspended = true
      for (const entry of entries.values()) {
        entry.channel.leave()
        entry.state = null
      }
    },
    resume() {
      if (!isSuspended) return
      isSuspended = false
      for (const { channel } of entries.values()) channel.open()
    },
    inspect: () =>
      [...entries.values()].map(({ watch, watchers, state }) => ({
        watch,
        subscribers: watchers.size,
        state,
      })),
  }
}

function tellIfLive({ entries, listener }: Watcher) {
  if (entries.length > 0 && entries.every(({ state }) => state === 'live')) listener.onLive()
}

function isCause(state: Entry['state']): state is SyncCause {
  return state !== null && state !== 'live'
}

/** Equal watches have equal keys. A filter must name a value: `user_id=eq.undefined` would never say a word. */
export function watchKey({ table, filter }: Watch): string {
  if (filter === undefined) return table
  const value = /^\w+=(?:not\.)?[a-z]+\.(.+)$/.exec(filter)?.[1]
  if (value === undefined || value === 'undefined' || value === 'null') {
    throw new TypeError(
      `The filter "${filter}" on ${table} has no value; pass null as arguments until it has.`,
    )
  }
  return `${table}?${filter}`
}
