import { type Cursor, inboxInput } from './inputs'

const SEPARATOR = '_'

/** The page of notifications that begins after `before`; the newest without it. */
export function inboxPath(before: Cursor | null): string {
  if (before === null) return '/notifications'
  const params = new URLSearchParams({ before: `${before.createdAt}${SEPARATOR}${before.id}` })
  return `/notifications?${params}`
}

/** The same from the search parameter, where nonsense counts as absent. */
export function parseCursor(param: string | undefined): Cursor | null {
  const [createdAt, id] = (param ?? '').split(SEPARATOR)
  return inboxInput.shape.before.safeParse({ createdAt, id }).data ?? null
}
