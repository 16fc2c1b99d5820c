import 'server-only'
import type { z } from 'zod'
import { tokenExpiry } from '@/lib/auth/request-token.server'
import { loadSession } from '@/lib/auth/session.server'
import { log } from '@/lib/log.server'
import type { LiveEvents } from '@/lib/realtime/live-events'
import { createSharedReads } from '@/lib/realtime/shared-reads.server'
import { streamEvents } from '@/lib/realtime/sse.server'
import { createUpstreams } from '@/lib/realtime/upstream.server'
import { AppError } from '@/lib/result'
import { type Db, dbWithToken } from '@/lib/supabase/db.server'
import { neutralMessage } from '@/lib/supabase/errors'
import { authenticateRequest } from './authenticate-request.server'
import { checkedQuery } from './checked'
import { problem } from './problem'
import { type Access, authorise, type Caller } from './run-action'

type EventRoute<A extends Access, Q extends z.ZodType, Cursor> = {
  access: A
  /** The search parameters. */
  query?: Q
  /** What the stream tells this caller. `db` reads as the caller. @throws AppError */
  events: (context: { query: z.output<Q>; session: Caller<A>; db: Db }) => LiveEvents<Cursor>
}

const upstreams = createUpstreams()

/**
 * Makes a GET handler that answers with an event stream, for the holder of `Authorization: Bearer <access token>` or
 * of the session cookie. What fails before the stream begins is answered as problem+json.
 */
export function eventRoute<A extends Access, Cursor, Q extends z.ZodType = z.ZodUndefined>({
  access,
  query,
  events,
}: EventRoute<A, Q, Cursor>) {
  const share = createSharedReads()

  /** Streams of equal rights, of one address and at one place read together. */
  function shared(live: LiveEvents<Cursor>, url: string, token: string | null): LiveEvents<Cursor> {
    const keyOf = (cursor: Cursor) => JSON.stringify([token, url, cursor])
    return { ...live, since: (cursor) => share(keyOf(cursor), () => live.since(cursor)) }
  }

  return async (request: Request): Promise<Response> => {
    try {
      const { token, identity } = await authenticateRequest(request)
      const db = dbWithToken(token)
      const session = await authorise(access, loadSession, db, identity)
      return await streamEvents({
        events: shared(
          events({ query: checkedQuery(query, request), session: session as Caller<A>, db }),
          request.url,
          token,
        ),
        watch: (...watch) => upstreams.watch(token, ...watch),
        lastEventId: request.headers.get('last-event-id'),
        signal: request.signal,
        expiresAt: token === null ? null : tokenExpiry(token),
        logUnexpected,
      })
    } catch (error) {
      if (error instanceof AppError) return problem(error)
      logUnexpected(error)
      return problem({ code: 'internal', message: neutralMessage('internal') })
    }
  }
}

function logUnexpected(error: unknown) {
  log.error({ err: error }, 'event stream failed')
}
