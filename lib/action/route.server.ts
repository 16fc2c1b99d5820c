import 'server-only'
import type { z } from 'zod'
import { loadSession } from '@/lib/auth/session.server'
import { serverEnv } from '@/lib/env.server'
import { log } from '@/lib/log.server'
import { AppError } from '@/lib/result'
import { type Db, dbWithToken } from '@/lib/supabase/db.server'
import { neutralMessage } from '@/lib/supabase/errors'
import { authenticateRequest } from './authenticate-request.server'
import { checkedBody, checkedParams, checkedQuery } from './checked'
import type { Method, Operation } from './operation'
import { idempotencyKeyOf, ifMatchOf, type SeenVersion } from './preconditions'
import { problem } from './problem'
import { ProtocolError } from './protocol-error'
import { Reply } from './reply'
import { readBytes } from './request-body'
import { type Access, authorise, type Caller } from './run-action'
import { requireSameOrigin } from './same-origin'

type Params = Record<string, string | string[] | undefined>
/** A route handler as Next.js calls it. */
export type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

type Context<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  request: Request
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  /** The body as it came, for an operation that takes it raw. */
  rawBody: Uint8Array
  /** By `If-Match`. */
  seen: SeenVersion
  /** The caller's, or a new one: then a request sent again is another request. */
  idempotencyKey: string
  session: Caller<A>
  /** The database as the caller. */
  db: Db
}

/**
 * Makes a route handler out of an operation and what it does: the counterpart of `defineAction` for clients that are
 * not React, with the same rules. Failures are answered as problem+json. What is not said by `operation` is not read.
 */
export function route<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, T>(
  operation: Operation<A, P, Q, B>,
  run: (context: Context<A, P, Q, B>) => Promise<T | Reply<T>>,
): Handler {
  return async (request, { params }) => {
    try {
      const caller = await authenticateRequest(request)
      if (caller.isByCookie && request.method !== 'GET' && request.method !== 'HEAD') {
        requireSameOrigin(request, serverEnv().APP_URL)
      }
      const db = dbWithToken(caller.token)
      const session = await authorise(operation.access, loadSession, db, caller.identity)
      const answer = await run({
        request,
        ...(await inputOf(operation, request, await params)),
        session: session as Caller<A>,
        db,
      })
      return success(operation, answer)
    } catch (error) {
      return failure(error, request)
    }
  }
}

/** The handlers of one path, each under its method. Other methods are refused by name. */
export function resource<H extends Partial<Record<Method, Handler>>>(
  handlers: H,
): Record<Method, Handler> & H {
  const allow = Object.keys(handlers).join(', ')
  const refuse: Handler = async ({ method }) =>
    problem(new ProtocolError(405, `${method} is not possible here. Use ${allow}.`), { allow })
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, ...handlers }
}

/** Checked in the order in which a caller can mend it: the path, the query, the headers, the body. */
async function inputOf<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  { params, query, body, seenVersion, isIdempotent = false }: Operation<A, P, Q, B>,
  request: Request,
  pathParams: Params,
) {
  const isRaw = body === 'raw'
  return {
    params: checkedParams(params, pathParams),
    query: checkedQuery(query, request),
    seen: seenVersion ? ifMatchOf(request) : null,
    idempotencyKey: (isIdempotent && idempotencyKeyOf(request)) || crypto.randomUUID(),
    rawBody: isRaw ? await readBytes(request) : new Uint8Array(),
    body: (body === undefined || isRaw ? undefined : await checkedBody(body, request)) as z.output<B>,
  }
}

function success<T>({ answer: { status } }: { answer: { status: number } }, answer: T | Reply<T>): Response {
  const { data, headers } = answer instanceof Reply ? answer : { data: answer, headers: {} }
  const all = { 'cache-control': 'no-store', ...headers }
  return status === 204
    ? new Response(null, { status, headers: all })
    : Response.json(data, { status, headers: all })
}

function failure(error: unknown, request: Request): Response {
  if (error instanceof AppError) return problem(preconditionFailure(error, request) ?? error)
  log.error({ err: error }, 'request failed')
  return problem({ code: 'internal', message: neutralMessage('internal') })
}

/** An outdated version is a conflict; HTTP has a status of its own for one that was named by If-Match. */
function preconditionFailure(error: AppError, { headers }: Request): ProtocolError | null {
  const isOutdated = error.code === 'conflict' && error.details?.version !== undefined
  if (!isOutdated || !headers.has('if-match')) return null
  return new ProtocolError(412, error.message, { cause: error, details: error.details })
}
