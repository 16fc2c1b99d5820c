/**
 * The HTTP status that PostgREST answers for an SQLSTATE.
 * Source: https://docs.postgrest.org/en/stable/references/errors.html
 */
export function statusOfSqlState(code: string): number {
  const custom = /^PT(\d{3})$/.exec(code)
  if (custom) return validStatus(Number(custom[1]))
  const exact = exactStatuses.get(code)
  if (exact) return exact
  return classStatuses.get(code.slice(0, 2)) ?? 400
}

type DatabaseFailure = { code: string; message: string; detail?: string; hint?: string }

export function isDatabaseFailure(error: unknown): error is DatabaseFailure {
  if (!(error instanceof Error) || error.name !== 'PostgresError') return false
  return 'code' in error && typeof error.code === 'string'
}

/**
 * @supabase/lite knows the status of some SQLSTATEs only and hides code and message of the others. It does honour
 * PostgREST's `raise sqlstate 'PGRST'`, whose message and detail carry the whole response: every database error
 * is rewritten to that form.
 */
export function asPostgrestError(error: DatabaseFailure, status = statusOfSqlState(error.code)): Error {
  const { code, message, detail = null, hint = null } = error
  return Object.assign(new Error(JSON.stringify({ code, message, details: detail, hint })), {
    code: 'PGRST',
    detail: JSON.stringify({ status, headers: {} }),
  })
}

const exactStatuses = new Map([
  ['0L000', 403],
  ['0P000', 403],
  ['21000', 400],
  ['22023', 400],
  ['23503', 409],
  ['23505', 409],
  ['25006', 405],
  ['42501', 403],
  ['42883', 404],
  ['42P01', 404],
  ['42P17', 500],
  ['53400', 500],
  ['57014', 500],
  ['P0001', 400],
  // PostgREST answers 500 as well; a client that may try again needs the code, which is passed on.
  ['40001', 500],
  ['40P01', 500],
])

const classStatuses = new Map([
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['53', 503],
  ['54', 500],
  ['55', 500],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0', 500],
  ['XX', 500],
])

function validStatus(status: number): number {
  return status >= 200 && status <= 599 ? status : 500
}
