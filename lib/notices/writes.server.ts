import 'server-only'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'

type Answer = PromiseLike<{ error: Parameters<typeof toAppError>[0] | null }>

/** Waits for a function of the database that gives nothing back. @throws AppError */
export async function done(call: Answer): Promise<null> {
  const { error } = await call
  if (error) throw toAppError(error)
  return null
}

/** Turns the e-mails off for whoever `token` was mailed to. @throws AppError `not_found` for an unknown token. */
export function unsubscribe(db: Db, token: string): Promise<null> {
  return done(db.rpc('unsubscribe_from_emails', { token }))
}
