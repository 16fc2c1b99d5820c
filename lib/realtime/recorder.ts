import { watchKey } from './channel-hub'
import type { LiveObserver } from './inspect'
import { heldFrom, toMicroseconds } from './instant'
import { createClockOffset, type Latency, summarise } from './latency'
import type { Watch } from './live-query'

/** The newest are kept. */
const MOST_EVENTS = 200

export type RecordedEvent = {
  id: number
  watch: Watch
  /** By Postgres, ISO 8601. */
  commitAt: string | null
  /** By this device, milliseconds since 1970. */
  heardAt: number
  /** When data that holds the commit was painted; null until then. Before `heardAt` when it was there already. */
  shownAt: number | null
  /** In milliseconds, with the difference of the two clocks taken out as well as it is known; null until known. */
  commitToEventMs: number | null
  commitToScreenMs: number | null
}

export type Recording = {
  /** Newest first. */
  events: RecordedEvent[]
  /** From commit to screen. */
  latency: Latency
  /** How far the clock of Postgres is ahead of this device's, in milliseconds, give or take; null while unknown. */
  clock: { aheadMs: number; toleranceMs: number } | null
}

export type Recorder = LiveObserver & { get: () => Recording }

type Entry = Pick<RecordedEvent, 'id' | 'watch' | 'commitAt' | 'heardAt' | 'shownAt'> & { key: string }
type Shown = { asOfUs: number; at: number }

/** Remembers the last events of a live client, and when each was on screen. `afterPaint` runs once the screen shows it. */
export function createRecorder(afterPaint: (run: () => void) => void = afterNextPaint): Recorder {
  const clock = createClockOffset()
  const lastShown = new Map<string, Shown>()
  let entries: Entry[] = []
  let lastId = 0

  function heard(watch: Watch, commitAt: string | null) {
    const key = watchKey(watch)
    const shown = lastShown.get(key)
    const isHeld = shown !== undefined && shown.asOfUs >= heldFrom(commitAt)
    lastId += 1
    const entry: Entry = {
      id: lastId,
      watch,
      key,
      commitAt,
      heardAt: Date.now(),
      shownAt: isHeld ? shown.at : null,
    }
    entries = [entry, ...entries].slice(0, MOST_EVENTS)
  }

  function answered(watches: Watch[], asOf: string | undefined, startedAt: number) {
    const asOfUs = asOf === undefined ? Number.NEGATIVE_INFINITY : toMicroseconds(asOf)
    if (asOf !== undefined) clock.observe(startedAt, Date.parse(asOf), Date.now())
    const keys = new Set(watches.map(watchKey))
    // Without an as-of the read holds what was heard before it; what came meanwhile waits for the next one.
    const held = entries.filter(
      ({ key, shownAt, commitAt, heardAt }) =>
        keys.has(key) && shownAt === null && (heldFrom(commitAt) <= asOfUs || heardAt <= startedAt),
    )
    afterPaint(() => {
      const at = Date.now()
      for (const entry of held) entry.shownAt = at
      if (asOf !== undefined) for (const key of keys) lastShown.set(key, { asOfUs, at })
    })
  }

  function measure({ key: _, ...entry }: Entry): RecordedEvent {
    const aheadMs = clock.get()?.aheadMs ?? 0
    const commitMs = entry.commitAt === null ? Number.NaN : Date.parse(entry.commitAt) - aheadMs
    const since = (at: number | null) =>
      at === null || Number.isNaN(commitMs) ? null : Math.max(0, at - commitMs)
    return { ...entry, commitToEventMs: since(entry.heardAt), commitToScreenMs: since(entry.shownAt) }
  }

  return {
    heard,
    answered,
    get() {
      const events = entries.map(measure)
      const durations = events.flatMap(({ commitToScreenMs }) => commitToScreenMs ?? [])
      return { events, latency: summarise(durations), clock: clock.get() }
    },
  }
}

/** A hidden page is not painted: there, the data being there has to do. */
function afterNextPaint(run: () => void) {
  if (document.hidden) return run()
  requestAnimationFrame(() => setTimeout(run))
}
