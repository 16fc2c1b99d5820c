import type { Cursor } from './inputs'

/** Between the parts of a cursor in an address. */
export const SEPARATOR = '_'

/** The page of notifications that begins after `before`; the newest without it. */
export function inboxPath(before: Cursor | null): string {
  if (before === null) return '/notifications'
  const params = new URLSearchParams({ before: `${before.createdAt}${SEPARATOR}${before.id}` })
  return `/notifications?${params}`
}
