import type { Watch } from './live-query'
import type { SyncCause } from './sync-error'
import type { SyncStatus } from './sync-status'

/** What a live client is doing at one moment. Plain data, made when asked for. */
export type LiveInspection = {
  userId: string | null
  /** Whether the browser's session still is that user's. */
  isOwned: boolean
  socket: SocketInspection
  channels: ChannelInspection[]
  views: ViewInspection[]
}

export type SocketInspection = {
  /** As supabase-js says: open, connecting, closing or closed. `none`: this tab has no socket of its own (nothing is live, or another tab serves this one). */
  state: string
  /** Whom the socket's token speaks for; null for a visitor's. */
  tokenUserId: string | null
  /** When that token ends, in milliseconds since 1970. */
  tokenEndsAt: number | null
}

export type ChannelInspection = {
  watch: Watch
  /** How many views listen. */
  subscribers: number
  /** null: neither live nor failed yet. */
  state: 'live' | SyncCause | null
}

export type ViewInspection = {
  key: string
  status: SyncStatus
  cause: SyncCause | null
  asOf: string | undefined
  /** How many components show it; 0 for one that is kept for a return. */
  subscribers: number
}

/** Is told what happens in a live client, while it is set; nothing is recorded without it. */
export type LiveObserver = {
  heard: (watch: Watch, commitAt: string | null) => void
  /** A read of rows of `watches`, begun at `startedAt` (milliseconds since 1970), is on its way to the screen. */
  answered: (watches: Watch[], asOf: string | undefined, startedAt: number) => void
}

/** Passed around by reference, so that setting it reaches everyone. */
export type ObserverSlot = { current: LiveObserver | null }

/** Whom a token speaks for and when it ends, unverified: to look at, not to trust. */
export function readToken(token: string | null): Pick<SocketInspection, 'tokenUserId' | 'tokenEndsAt'> {
  try {
    const body = token?.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
    const { sub, exp } = JSON.parse(atob(body)) as { sub?: unknown; exp?: unknown }
    return {
      tokenUserId: typeof sub === 'string' ? sub : null,
      tokenEndsAt: typeof exp === 'number' ? exp * 1000 : null,
    }
  } catch {
    return { tokenUserId: null, tokenEndsAt: null }
  }
}
