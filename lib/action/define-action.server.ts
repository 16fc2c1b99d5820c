import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { requestAccessToken } from '@/lib/auth/access-token.server'
import { loadSession } from '@/lib/auth/session.server'
import { verifyAccessToken } from '@/lib/auth/verify-token.server'
import { log } from '@/lib/log.server'
import type { Result } from '@/lib/result'
import { type Db, dbWithToken } from '@/lib/supabase/db.server'
import { type Access, type ActionDefinition, type ActionPorts, runAction } from './run-action'

const ports: ActionPorts<Db> = {
  authenticate,
  loadSession,
  logUnexpected: (error) => log.error({ err: error }, 'action failed'),
  rethrowControlFlow: unstable_rethrow,
}

/**
 * Makes a server action out of what it accepts, who may call it and what it does.
 * The answer is a `Result`; it throws only for redirects.
 * `session` is an `Identity` for access 'signed-in' (no request), a `Session` with the role for 'teacher' and
 * 'admin' (one read).
 */
export function defineAction<I extends z.ZodType, A extends Access, T>(
  definition: ActionDefinition<I, A, T, Db>,
): (input: z.input<I>) => Promise<Result<T>> {
  return (input) => runAction(definition, ports, input)
}

// A token that fails its check is not passed on either: the caller is a visitor.
async function authenticate() {
  const token = await requestAccessToken()
  const identity = token === null ? null : await verifyAccessToken(token)
  return { identity, db: dbWithToken(identity === null ? null : token) }
}
