import { AppError } from '@/lib/result'
import type { StreamEvent } from './event-stream'
import type { Watch } from './live-query'
import { isSame } from './same'

/** What begins a stream: where it stands, and what its first event says (with `id`, the place to resume from). */
type Beginning<Cursor> = { cursor: Cursor; id?: string; data: object; isResumed?: boolean }

/** What has happened since a cursor, oldest first. */
export type Step<Cursor> = {
  cursor: Cursor
  events: StreamEvent[]
  /** There is more already: asked for again once the reader has taken this. */
  hasMore?: boolean
  /** When time alone next changes something (ISO 8601), or null. */
  staleAt?: string | null
}

/**
 * What a stream tells: rows to watch, and two reads as its reader. An event of Realtime only says that it is time
 * to read; what is sent was read from Postgres under the policies for the reader.
 */
export type LiveEvents<Cursor> = {
  watch: Watch[]
  /** @throws AppError, which is then the answer to the request. */
  begin: (lastEventId: string | null) => Promise<Beginning<Cursor>>
  /** @throws AppError. A passing one is tried again, any other ends the stream. */
  since: (cursor: Cursor) => Promise<Step<Cursor>>
}

type SnapshotOptions<T extends object> = {
  watch: Watch[]
  read: () => Promise<T>
  /** What a change means, when UPDATE with the new data does not say it well. */
  diff?: (previous: T, next: T) => StreamEvent[]
}

/** A stream over any live read: CONNECTED with its data, then an event for each change that a read finds. */
export function snapshotEvents<T extends object>({
  watch,
  read,
  diff = (_, next) => [{ event: 'UPDATE', data: next }],
}: SnapshotOptions<T>): LiveEvents<T> {
  return {
    watch,
    async begin() {
      const data = await read()
      return { cursor: data, data }
    },
    async since(previous) {
      const next = await read()
      return { cursor: next, events: isSame(previous, next) ? [] : diff(previous, next) }
    },
  }
}

type LogOptions = {
  watch: Watch[]
  /** The id of the newest entry (0 when there is none) and what CONNECTED says. */
  latest: () => Promise<{ id: number; data: object }>
  /** A page of the entries after `id`, oldest first, each with its id. */
  after: (id: number) => Promise<Omit<Step<number>, 'cursor'>>
}

/**
 * A stream over a change log whose ids grow in the order in which entries become visible to the reader: an event an
 * entry, and whoever comes back with `Last-Event-ID` gets what was missed, from any server.
 */
export function logEvents({ watch, latest, after }: LogOptions): LiveEvents<number> {
  return {
    watch,
    async begin(lastEventId) {
      const asked = lastEventId === null ? null : parseId(lastEventId)
      const newest = await latest()
      // An id from the future is of another database: begin anew, and let the reader know the place.
      if (asked === null || asked > newest.id) {
        return { cursor: newest.id, id: String(newest.id), data: newest.data }
      }
      return { cursor: asked, data: newest.data, isResumed: true }
    },
    async since(cursor) {
      const step = await after(cursor)
      const lastId = step.events.at(-1)?.id
      return { ...step, cursor: lastId === undefined ? cursor : Number(lastId) }
    },
  }
}

function parseId(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new AppError('invalid_input', 'Last-Event-ID is not an id that this stream has sent.')
}
