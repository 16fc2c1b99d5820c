/**
 * What an action answers. Expected failures are values of the closed list below; a bug throws.
 * `docs/errors.md` says what each code means and what a person sees.
 */
export const ERROR_CODES = [
  'invalid_input',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'insufficient_credits',
  'rate_limited',
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * Safe to send to a browser: `message` is a sentence for a person, `fields` names the wrong inputs, `details` are
 * facts for the code that shows it, such as the state of the row that was in the way.
 */
export type ErrorInfo = {
  code: ErrorCode
  message: string
  fields?: Record<string, string[]>
  details?: Record<string, unknown>
}

/** `asOf`: the instant (ISO 8601, microseconds, from Postgres) up to which every commit is in `data`. */
export type Success<T> = { success: true; data: T; asOf?: string; error?: undefined }
export type Failure = { success: false; error: ErrorInfo; data?: undefined }
export type Result<T> = Success<T> | Failure

/** An expected failure on its way to becoming a `Failure`. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly fields: Record<string, string[]> | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; fields?: Record<string, string[]>; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.fields = options.fields
    this.details = options.details
  }
}

export function ok<T>(data: T, asOf?: string): Success<T> {
  return asOf === undefined ? { success: true, data } : { success: true, data, asOf }
}

export function fail(
  code: ErrorCode,
  message: string,
  fields?: Record<string, string[]>,
  details?: Record<string, unknown>,
): Failure {
  return { success: false, error: { code, message, ...(fields && { fields }), ...(details && { details }) } }
}
