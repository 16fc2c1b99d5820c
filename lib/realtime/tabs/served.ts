import { type ChannelHub, watchKey } from '../channel-hub'
import { placeKey } from '../presence-channel'
import type { PresenceRooms } from '../presence-rooms'
import type { ChannelState, LeaderWords, Standing, Want } from './messages'

/** What a leader has for itself and lends to the others. `rooms` is null for visitors, who are nowhere. */
export type Lent = { hub: Pick<ChannelHub, 'watch'>; rooms: Pick<PresenceRooms, 'room'> | null }

type Service = { rename: (name: string) => void; stop: () => void }
type Served = { tabs: Set<string>; standing: Standing; service: Service }

export type ServedTabs = {
  /** `wants` is all that `tab` wants from now on; it is told how each of it stands. */
  want: (tab: string, wants: Want[]) => void
  gone: (tab: string) => void
  clear: () => void
  count: () => number
}

/** What a leader does for the other tabs: equal wants once, however many tabs have them. */
export function createServedTabs(lent: Lent, tell: (words: LeaderWords) => void): ServedTabs {
  const served = new Map<string, Served>()
  const tabs = new Set<string>()

  function serve(key: string, want: Want): Served {
    const entry: Served = { tabs: new Set(), standing: unknown(key, want), service: NO_SERVICE }
    served.set(key, entry)
    entry.service = begin(lent, key, want, (words) => {
      if (words.kind !== 'event') entry.standing = words
      tell(words.kind === 'event' ? words : { ...words, to: null })
    })
    return entry
  }

  function drop(tab: string, isKept: (key: string) => boolean) {
    for (const [key, entry] of served) {
      if (isKept(key) || !entry.tabs.delete(tab) || entry.tabs.size > 0) continue
      served.delete(key)
      entry.service.stop()
    }
  }

  return {
    want(tab, wants) {
      tabs.add(tab)
      const wanted = new Map(wants.map((want) => [wantKey(want), want]))
      for (const [key, want] of wanted) {
        const entry = served.get(key) ?? serve(key, want)
        entry.tabs.add(tab)
        if ('place' in want) entry.service.rename(want.name)
        tell({ ...entry.standing, to: tab })
      }
      drop(tab, (key) => wanted.has(key))
    },
    gone(tab) {
      tabs.delete(tab)
      drop(tab, () => false)
    },
    clear() {
      tabs.clear()
      for (const { service } of served.values()) service.stop()
      served.clear()
    },
    count: () => tabs.size,
  }
}

const NO_SERVICE: Service = { rename: () => {}, stop: () => {} }

/** Equal wants have equal keys; no table is named like a place. */
export function wantKey(want: Want): string {
  return 'watch' in want ? watchKey(want.watch) : placeKey(want.place)
}

function unknown(key: string, want: Want): Standing {
  return 'watch' in want ? { kind: 'state', key, state: null } : { kind: 'people', key, people: null }
}

type Words = Standing | Extract<LeaderWords, { kind: 'event' }>

function begin({ hub, rooms }: Lent, key: string, want: Want, say: (words: Words) => void): Service {
  if ('watch' in want) {
    const sayState = (state: ChannelState) => say({ kind: 'state', key, state })
    const stop = hub.watch([want.watch], {
      onEvent: (commitAt) => say({ kind: 'event', key, commitAt }),
      onLive: () => sayState('live'),
      onDown: sayState,
    })
    return { ...NO_SERVICE, stop }
  }
  const room = rooms?.room(want.place)
  if (!room) return NO_SERVICE
  // Before it is entered: one should not be there for a moment without a name.
  room.rename(want.name)
  const stop = room.attend({
    onPeople: (people) => say({ kind: 'people', key, people }),
    onDown: () => say({ kind: 'people', key, people: null }),
  })
  return { rename: room.rename, stop }
}
