import type { z } from 'zod'
import type { Identity, Session } from '@/lib/auth/identity'
import { type AppRole, hasRole } from '@/lib/auth/roles'
import { AppError, fail, ok, type Result } from '@/lib/result'
import { neutralMessage } from '@/lib/supabase/errors'
import { WithAsOf } from './as-of'
import { fieldErrors } from './field-errors'

export type Access = 'public' | 'signed-in' | 'teacher' | 'admin'

/** What `run` learns about the caller: no more than its access makes sure of. */
export type Caller<A extends Access> = A extends 'public'
  ? Identity | null
  : A extends 'signed-in'
    ? Identity
    : Session

export type ActionDefinition<I extends z.ZodType, A extends Access, T, Db> = {
  input: I
  access: A
  run: (context: { input: z.output<I>; session: Caller<A>; db: Db }) => Promise<T | WithAsOf<T>>
}

/** What surrounds an action; the server's own is in `define-action.server.ts`. */
export type ActionPorts<Db> = {
  /** The caller by a verified token, and the database as that caller. */
  authenticate: () => Promise<{ identity: Identity | null; db: Db }>
  /** Name and role from the database; null when the account is gone. */
  loadSession: (db: Db, identity: Identity) => Promise<Session | null>
  logUnexpected: (error: unknown) => void
  /** Lets through what a framework throws for control flow, such as a redirect. */
  rethrowControlFlow: (error: unknown) => void
}

/** Parse → authenticate → authorise → run. Expected failures become values; everything else is logged and hidden. */
export async function runAction<I extends z.ZodType, A extends Access, T, Db>(
  definition: ActionDefinition<I, A, T, Db>,
  ports: ActionPorts<Db>,
  rawInput: unknown,
): Promise<Result<T>> {
  const input = definition.input.safeParse(rawInput)
  if (!input.success) return invalid(input.error)
  try {
    const { identity, db } = await ports.authenticate()
    const session = await authorise(definition.access, ports.loadSession, db, identity)
    const answer = await definition.run({ input: input.data, session: session as Caller<A>, db })
    return answer instanceof WithAsOf ? ok(answer.data, answer.asOf ?? undefined) : ok(answer)
  } catch (error) {
    ports.rethrowControlFlow(error)
    if (error instanceof AppError) return fail(error.code, error.message, error.fields, error.details)
    ports.logUnexpected(error)
    return fail('internal', neutralMessage('internal'))
  }
}

/** What a caller with `access` is known by. @throws AppError when the access is not theirs. */
export async function authorise<Db>(
  access: Access,
  loadSession: ActionPorts<Db>['loadSession'],
  db: Db,
  identity: Identity | null,
): Promise<Identity | Session | null> {
  if (access === 'public') return identity
  if (identity === null) throw new AppError('unauthenticated', neutralMessage('unauthenticated'))
  if (access === 'signed-in') return identity
  return requireRole(access, await loadSession(db, identity))
}

function requireRole(role: AppRole, session: Session | null): Session {
  if (session === null) throw new AppError('unauthenticated', neutralMessage('unauthenticated'))
  if (!hasRole(session.role, role)) throw new AppError('forbidden', neutralMessage('forbidden'))
  return session
}

function invalid(error: z.ZodError) {
  return fail('invalid_input', neutralMessage('invalid_input'), fieldErrors(error))
}
