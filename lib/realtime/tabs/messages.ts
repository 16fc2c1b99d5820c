import type { Watch } from '../live-query'
import type { SyncCause } from '../sync-error'

/** How a channel is: null has neither come live nor failed yet. */
export type ChannelState = 'live' | SyncCause | null

/** What the tab with the connection says. `term` grows with each leader, so that late words of an older one are known. */
export type LeaderWords =
  /** Answers each ping and want. `hiddenMs`: for how long its page has been hidden, 0 when visible. */
  | { kind: 'lead'; hiddenMs: number; tabCount: number }
  /** `to`: the one tab that asked; null for all. */
  | { kind: 'state'; to: string | null; key: string; state: ChannelState }
  | { kind: 'event'; key: string; commitAt: string | null }
  /** The server answered a heartbeat. */
  | { kind: 'alive' }

/** What the other tabs say. A want names all that the tab watches and replaces its last one. */
export type FollowerWords =
  | { kind: 'want'; watches: Watch[] }
  | { kind: 'ping' }
  /** The page woke up, or a person clicked on retry: find out whether the connection still works. */
  | { kind: 'wake' }

export type FromLeader = LeaderWords & { from: string; term: number }
export type FromFollower = FollowerWords & { from: string }
export type TabMessage = FromLeader | FromFollower

export function isFromLeader(message: TabMessage): message is FromLeader {
  return 'term' in message
}
