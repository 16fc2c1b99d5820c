import { type ReadFailure, type SyncCause, syncCause } from './sync-error'
import type { SyncStatus, ViewSync } from './sync-status'

/** A read shorter than this is not worth a word on screen. */
const MENTION_AFTER_MS = 200

export type ViewSyncTracker = {
  /** Changes arrive from now on; the view is caught up once read number `readNumber` is answered. */
  live: (readNumber: number) => void
  down: (cause: SyncCause) => void
  /** The view has not begun, or has ended. */
  rest: () => void
  signedOut: () => void
  reading: (isReading: boolean) => void
  answered: (readNumber: number) => void
  failed: (failure: ReadFailure) => void
  isLive: () => boolean
  /** Whether it has been caught up before, so that what comes now comes after a gap. */
  wasLive: () => boolean
  describe: (isOnline: boolean) => ViewSync
}

const offlineCause = syncCause('offline')

type Link = 'joining' | 'live' | 'down' | 'signed-out'

/** What one view knows about its being current. `onSlowRead` is called when a read begins or ends to be slow. */
export function createViewSync(onSlowRead: () => void): ViewSyncTracker {
  let link: Link = 'joining'
  let linkCause: SyncCause | null = null
  let failure: ReadFailure | null = null
  let wasLive = false
  let isCaughtUp = false
  let catchUpRead = Number.POSITIVE_INFINITY
  let isSlow = false
  let slowTimer: ReturnType<typeof setTimeout> | undefined

  function setLink(next: Link, cause: SyncCause | null) {
    link = next
    linkCause = cause
    isCaughtUp = false
    catchUpRead = Number.POSITIVE_INFINITY
  }

  function setSlow(next: boolean) {
    if (next === isSlow) return
    isSlow = next
    onSlowRead()
  }

  /** Why neither waiting nor trying again will help. */
  function deadEnd(): SyncCause | null {
    if (link === 'signed-out') return linkCause
    return failure?.cause.code === 'new-version' ? failure.cause : null
  }

  /** A live link proves a browser wrong that thinks itself offline. */
  function isCutOff(isOnline: boolean): boolean {
    return link !== 'live' && !isOnline
  }

  function status(isOnline: boolean): SyncStatus {
    if (deadEnd() || isCutOff(isOnline)) return 'offline'
    if (link === 'down') return 'polling'
    if (link === 'live' && isCaughtUp && !isSlow && !failure?.isRetryable) return 'live'
    return wasLive ? 'syncing' : 'initializing'
  }

  return {
    live(readNumber) {
      // Said again while live (a renewed subscription), it does not make what is on screen doubtful.
      if (link !== 'live') setLink('live', null)
      catchUpRead = readNumber
    },
    // A handover takes a moment, and is nothing to worry a person with.
    down: (cause) => setLink(cause.code === 'handover' ? 'joining' : 'down', cause),
    rest() {
      setLink('joining', null)
      failure = null
    },
    signedOut() {
      setLink('signed-out', syncCause('signed-out'))
      failure = null
      wasLive = false
    },
    reading(isReading) {
      clearTimeout(slowTimer)
      if (isReading) slowTimer = setTimeout(() => setSlow(true), MENTION_AFTER_MS)
      else setSlow(false)
    },
    answered(readNumber) {
      failure = null
      if (readNumber < catchUpRead) return
      isCaughtUp = true
      wasLive = true
    },
    failed(next) {
      failure = next
    },
    isLive: () => link === 'live',
    wasLive: () => wasLive,
    describe(isOnline) {
      const now = status(isOnline)
      if (now === 'live') return { status: now, cause: null }
      const offline = isCutOff(isOnline) ? offlineCause : null
      return { status: now, cause: deadEnd() ?? offline ?? linkCause ?? failure?.cause ?? null }
    },
  }
}
