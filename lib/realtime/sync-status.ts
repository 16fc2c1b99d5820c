import type { SyncCause } from './sync-error'

/** From best to worst; a page is as well as its worst view. */
export const SYNC_STATUSES = ['live', 'initializing', 'syncing', 'polling', 'offline'] as const

export type SyncStatus = (typeof SYNC_STATUSES)[number]

/** How current one view is, and why it is not live. */
export type ViewSync = { status: SyncStatus; cause: SyncCause | null }

/** How current a whole page is. Instants are milliseconds since 1970 by this device. */
export type SyncState = ViewSync & {
  /** Views on the page; with none there is nothing to be in sync. */
  viewCount: number
  /** When the data on screen was last known to be current: a read succeeded, or a live server answered. */
  lastSyncAt: number | null
  lastEventAt: number | null
}

export const INITIAL_SYNC: SyncState = {
  status: 'initializing',
  cause: null,
  viewCount: 0,
  lastSyncAt: null,
  lastEventAt: null,
}

export type SyncMonitor = {
  getSnapshot: () => SyncState
  subscribe: (listener: () => void) => () => void
  /** `view` is any object that stands for a view; `null` says that it is gone. */
  report: (view: object, sync: ViewSync | null) => void
  synced: () => void
  heard: () => void
}

/** Adds up what the views of a page report. */
export function createSyncMonitor(): SyncMonitor {
  const views = new Map<object, ViewSync>()
  const listeners = new Set<() => void>()
  let state = INITIAL_SYNC

  function change(patch: Partial<SyncState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    report(view, sync) {
      if (sync) views.set(view, sync)
      else views.delete(view)
      const { status, cause } = worst([...views.values()])
      const isKnown = status === state.status && cause?.code === state.cause?.code
      if (isKnown && views.size === state.viewCount) return
      change({ status, cause, viewCount: views.size })
    },
    synced: () => change({ lastSyncAt: Date.now() }),
    heard: () => change({ lastEventAt: Date.now() }),
  }
}

function worst(views: ViewSync[]): ViewSync {
  const [first = INITIAL_SYNC, ...others] = views
  return others.reduce((bad, view) => (rank(view) > rank(bad) ? view : bad), first)
}

function rank({ status }: ViewSync): number {
  return SYNC_STATUSES.indexOf(status)
}
