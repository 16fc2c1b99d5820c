import 'server-only'
import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { type Db, dbAsUser } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { requestAccessToken } from './access-token.server'
import type { Identity, Session } from './identity'
import { PATH_HEADER } from './path-header'
import { type AppRole, hasRole } from './roles'
import { signInPath } from './safe-path'
import { verifyAccessToken } from './verify-token.server'

/** Who sent this request, by a verified token alone, or null. */
export const getIdentity = cache(async (): Promise<Identity | null> => {
  const token = await requestAccessToken()
  return token === null ? null : verifyAccessToken(token)
})

/** Who sent this request, with name and role as the database has them now, or null. */
export const getSession = cache(async (): Promise<Session | null> => {
  const identity = await getIdentity()
  return identity === null ? null : loadSession(await dbAsUser(), identity)
})

/**
 * Adds name and role to an identity; null when the account has been deleted since.
 * @throws AppError `unavailable` when the database does not answer.
 */
export async function loadSession(db: Db, identity: Identity): Promise<Session | null> {
  const { data, error } = await db
    .from('profiles')
    .select('display_name, role')
    .eq('id', identity.userId)
    .maybeSingle()
  if (error) throw toAppError(error)
  return data === null ? null : { ...identity, displayName: data.display_name, role: data.role }
}

/** For pages and layouts: the session, or off to the sign-in page and back here afterwards. */
export async function requireSession(): Promise<Session> {
  const session = await getSession()
  if (session !== null) return session
  redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'))
}

/** For pages and layouts that need a role: the session, or the 403 page. */
export async function requireRole(role: AppRole): Promise<Session> {
  const session = await requireSession()
  if (!hasRole(session.role, role)) forbidden()
  return session
}
