/** True for an error that Postgres raised about a statement, false for a connection that broke. */
export function isSqlError(
  error: unknown,
): error is Error & { code: string; detail?: string; hint?: string } {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  // Class 57P is the server going away: nothing was answered then.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57P')
}

/** query_canceled: the statement took longer than it may. */
export const timedOut = '57014'
