import type { Result } from '@/lib/result'
import type { LiveTable } from './live-tables'

/** Rows whose change makes a view stale: a table and, at most, one `column=op.value` filter. */
export type Watch = { table: LiveTable; filter?: string }

/**
 * Why a view is read: for changes that any data as of `heldFromUs` (microseconds since 1970) or later holds, or, when
 * null, for whatever is there now. A read that many share may answer the first with what it has just read.
 */
export type ReadRequest = { heldFromUs: number | null }

/** A live view as a value: what to read, and which rows make it stale. Equal name and args share one view. */
export type LiveQuery<Args, T> = {
  name: string
  watch: (args: Args) => Watch[]
  read: (args: Args, request: ReadRequest) => Promise<Result<T>>
  /** For data that changes by time alone: when it next does (ISO 8601), or null. It is read again then. */
  staleAt?: (data: T) => string | null
  /** Keeps the last answer in this browser. Raise `version` when the shape of the data changes. */
  lastKnown?: { version: number }
  /** How many changes made elsewhere lie between two answers, to tell a person who was away. */
  countChanges?: (previous: T, next: T, args: Args) => number
  /** For what is shown beside the page: its reads let those of the page go first. */
  isBackground?: boolean
}

/** What the server rendered: data and the Postgres instant it is true as of (absent when unknown). */
export type Snapshot<T> = { data: T; asOf?: string }

export function liveQuery<Args, T>(definition: LiveQuery<Args, T>): LiveQuery<Args, T> {
  return definition
}

/** The identity of a view. Object keys are sorted, so that equal arguments give equal keys. */
export function liveKey<Args, T>(query: LiveQuery<Args, T>, args: Args): string {
  return `${query.name}:${JSON.stringify(args, sortKeys)}`
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
