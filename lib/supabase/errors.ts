import { z } from 'zod'
import { AppError, type ErrorCode, type ErrorInfo } from '@/lib/result'

/**
 * The part of a PostgREST error that decides: an SQLSTATE, a PGRST code, or '' when no answer came. `details` is
 * the DETAIL with which SQL raised: our own is JSON. Its `fields` name the wrong inputs, the rest is for the code that
 * shows the error, such as the state of the row that was in the way.
 */
export type DatabaseError = { code?: string; message: string; details?: string | null }

const ownDetails = z.record(z.string(), z.unknown())
const wrongFields = z.record(z.string(), z.array(z.string()))

/** What a person reads when the database's own words are not meant for them. */
const NEUTRAL: Record<ErrorCode, string> = {
  invalid_input: 'Some of what you entered is not valid.',
  unauthenticated: 'Please sign in again.',
  forbidden: 'You are not allowed to do this.',
  not_found: 'This does not exist, or not any more.',
  conflict: 'This has changed or exists already. Reload and try again.',
  insufficient_credits: 'There are not enough credits.',
  rate_limited: 'Too many attempts. Wait a moment and try again.',
  unavailable: 'The service does not answer right now. Try again in a moment.',
  internal: 'Something went wrong on our side.',
}

/** Codes raised by our own SQL, whose messages are written for people. */
const OWN: Record<string, ErrorCode> = {
  PT400: 'invalid_input',
  PT401: 'unauthenticated',
  PT402: 'insufficient_credits',
  PT403: 'forbidden',
  PT404: 'not_found',
  PT409: 'conflict',
  PT429: 'rate_limited',
}

const EXACT: Record<string, ErrorCode> = {
  '23502': 'invalid_input',
  '23503': 'conflict',
  '23505': 'conflict',
  '23514': 'invalid_input',
  '28000': 'unauthenticated',
  '40001': 'unavailable',
  '40P01': 'unavailable',
  '42501': 'forbidden',
  // PostgREST: the token is invalid or expired, anonymous access is off, no row where one was asked for.
  PGRST301: 'unauthenticated',
  PGRST302: 'unauthenticated',
  PGRST303: 'unauthenticated',
  PGRST116: 'not_found',
  // PostgREST cannot reach Postgres, or waits too long for a connection.
  PGRST000: 'unavailable',
  PGRST001: 'unavailable',
  PGRST002: 'unavailable',
  PGRST003: 'unavailable',
}

/** By SQLSTATE class: data exception, connection exception, insufficient resources, operator intervention. */
const CLASS: Record<string, ErrorCode> = {
  '08': 'unavailable',
  '22': 'invalid_input',
  '53': 'unavailable',
  '57': 'unavailable',
}

/** The one place that knows SQLSTATEs. Messages of Postgres itself never reach a person. */
export function toAppError(error: DatabaseError): AppError {
  const own = OWN[error.code ?? '']
  if (own !== undefined) {
    return new AppError(own, error.message, { cause: error, ...parseDetails(error.details) })
  }
  const code = classify(error)
  return new AppError(code, NEUTRAL[code], { cause: error })
}

/** The neutral sentence for a code, for failures that bring no words of their own. */
export function neutralMessage(code: ErrorCode): string {
  return NEUTRAL[code]
}

/** Nothing when the detail is prose. */
function parseDetails(text: string | null | undefined): Pick<ErrorInfo, 'fields' | 'details'> {
  try {
    const { fields: named, ...details } = ownDetails.parse(JSON.parse(text ?? 'null'))
    const fields = wrongFields.safeParse(named).data
    return { ...(fields && { fields }), ...(Object.keys(details).length > 0 && { details }) }
  } catch {
    return {}
  }
}

function classify(error: DatabaseError): ErrorCode {
  if (!error.code) return 'unavailable'
  return EXACT[error.code] ?? CLASS[error.code.slice(0, 2)] ?? 'internal'
}
