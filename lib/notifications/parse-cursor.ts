import { SEPARATOR } from './cursor'
import { type Cursor, inboxInput } from './inputs'

/** The cursor in the search parameter that `inboxPath` wrote; nonsense counts as absent. */
export function parseCursor(param: string | undefined): Cursor | null {
  const [createdAt, id] = (param ?? '').split(SEPARATOR)
  return inboxInput.shape.before.safeParse({ createdAt, id }).data ?? null
}
