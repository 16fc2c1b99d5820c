import type { Watch } from '../live-query'
import type { PresencePlace, PresentPerson } from '../presence-channel'
import type { SyncCause } from '../sync-error'

/** How a channel is: null has neither come live nor failed yet. */
export type ChannelState = 'live' | SyncCause | null

/** What a tab wants of its leader: to hear of rows, or to be at a place and hear who else is. */
export type Want = { watch: Watch } | { place: PresencePlace; name: string }

/** How something that a tab wants stands now. `people` is null while nobody can say who is there. */
export type Standing =
  | { kind: 'state'; key: string; state: ChannelState }
  | { kind: 'people'; key: string; people: PresentPerson[] | null }

/** What the tab with the connection says. `term` grows with each leader, so that late words of an older one are known. */
export type LeaderWords =
  /** Answers each ping and want. `hiddenMs`: for how long its page has been hidden, 0 when visible. */
  | { kind: 'lead'; hiddenMs: number; tabCount: number }
  /** `to`: the one tab that asked; null for all. */
  | (Standing & { to: string | null })
  | { kind: 'event'; key: string; commitAt: string | null }
  /** The server answered a heartbeat. */
  | { kind: 'alive' }

/** What the other tabs say. A want names all that the tab wants and replaces its last one. */
export type FollowerWords =
  | { kind: 'want'; wants: Want[] }
  | { kind: 'ping' }
  /** The page woke up, or a person clicked on retry: find out whether the connection still works. */
  | { kind: 'wake' }

export type FromLeader = LeaderWords & { from: string; term: number }
export type FromFollower = FollowerWords & { from: string }
export type TabMessage = FromLeader | FromFollower

export function isFromLeader(message: TabMessage): message is FromLeader {
  return 'term' in message
}
