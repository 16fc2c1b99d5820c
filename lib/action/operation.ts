import type { z } from 'zod'
import type { ErrorCode } from '@/lib/result'
import type { Access } from './run-action'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A JSON body checked by a schema; `respell` lets other spellings through before it is checked. */
export type JsonBody<B extends z.ZodType> = { schema: B; respell?: (json: unknown) => unknown }

/**
 * One thing that can be done over HTTP, as `docs/openapi.json` describes it and `route` checks it. It holds no code of
 * the server, so that the description can be made anywhere.
 */
export type Operation<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  method: Method
  /** As OpenAPI writes it: `/api/plans/{id}`. */
  path: string
  summary: string
  description?: string
  access: A
  /** The parts of the path in braces. */
  params?: P
  /** The search parameters; of a repeated one the first. */
  query?: Q
  /** `raw`: the bytes as they came, for what is signed. */
  body?: JsonBody<B> | 'raw'
  /** The write must, or may, name the version that it has seen: by `If-Match`, or in another way that it describes. */
  seenVersion?: 'required' | 'optional'
  /** The write counts once for each `Idempotency-Key`. */
  isIdempotent?: boolean
  answer: Answer
  /** What else can be expected to go wrong. */
  errors?: ErrorCode[]
}

/** `stream`: an event stream, and the data of its events by name. Without a schema the answer has no body. */
export type Answer =
  | { status: 200 | 201; schema: z.ZodType; description: string }
  | { status: 204; description: string }
  | { status: 200; stream: Record<string, z.ZodType>; description: string }

/** Any of them; what it checks is known to its own route alone. */
export type AnyOperation = Operation<Access, z.ZodType, z.ZodType, z.ZodType>

export function operation<
  A extends Access,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(definition: Operation<A, P, Q, B>): Operation<A, P, Q, B> {
  return definition
}
