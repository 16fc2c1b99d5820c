import { STATUS_CODES } from 'node:http'
import type { ErrorCode, ErrorInfo } from '@/lib/result'
import { ProtocolError } from './protocol-error'

export const PROBLEM_STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
}

/** A failure as HTTP says it (RFC 9457). `code` is the one of `docs/errors.md`. */
export function problem(error: ErrorInfo | ProtocolError, headers: Record<string, string> = {}): Response {
  const { code, message, fields, details } = error
  const status = error instanceof ProtocolError ? error.status : PROBLEM_STATUS[code]
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: message,
    code,
    ...(fields && { fields }),
    ...(details && { details }),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      // RFC 9110 asks for it with a 401.
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...headers,
    },
  })
}
