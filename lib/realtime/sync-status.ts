import { createCell } from './cell'
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
  /** Changes that a catch-up brought and nobody has acknowledged; views that can't count add none. */
  missedCount: number
  /** Tabs of this browser that share the connection, this one included. */
  tabCount: number
}

export const INITIAL_SYNC: SyncState = {
  status: 'initializing',
  cause: null,
  viewCount: 0,
  lastSyncAt: null,
  lastEventAt: null,
  missedCount: 0,
  tabCount: 1,
}

export type SyncMonitor = {
  getSnapshot: () => SyncState
  subscribe: (listener: () => void) => () => void
  /** `view` is any object that stands for a view; `null` says that it is gone. */
  report: (view: object, sync: ViewSync | null) => void
  synced: () => void
  heard: () => void
  /** A read after a gap brought so many changes. */
  missed: (count: number) => void
  /** The person knows of what was missed. */
  acknowledge: () => void
  shared: (tabCount: number) => void
}

/** Adds up what the views of a page report. */
export function createSyncMonitor(): SyncMonitor {
  const views = new Map<object, ViewSync>()
  const state = createCell(INITIAL_SYNC)

  return {
    getSnapshot: state.get,
    subscribe: state.subscribe,
    report(view, sync) {
      if (sync) views.set(view, sync)
      else views.delete(view)
      state.patch({ ...worst([...views.values()]), viewCount: views.size })
    },
    synced: () => state.patch({ lastSyncAt: Date.now() }),
    heard: () => state.patch({ lastEventAt: Date.now() }),
    missed: (count) => state.patch({ missedCount: state.get().missedCount + count }),
    shared: (tabCount) => state.patch({ tabCount }),
    acknowledge: () => state.patch({ missedCount: 0 }),
  }
}

function worst(views: ViewSync[]): ViewSync {
  const [first = INITIAL_SYNC, ...others] = views
  const { status, cause } = others.reduce((bad, view) => (rank(view) > rank(bad) ? view : bad), first)
  return { status, cause }
}

function rank({ status }: ViewSync): number {
  return SYNC_STATUSES.indexOf(status)
}
