import type { ErrorCode, ErrorInfo } from '@/lib/result'

const STATUS: Record<ErrorCode, { status: number; title: string }> = {
  invalid_input: { status: 400, title: 'Bad Request' },
  unauthenticated: { status: 401, title: 'Unauthorized' },
  insufficient_credits: { status: 402, title: 'Payment Required' },
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not Found' },
  conflict: { status: 409, title: 'Conflict' },
  rate_limited: { status: 429, title: 'Too Many Requests' },
  internal: { status: 500, title: 'Internal Server Error' },
  unavailable: { status: 503, title: 'Service Unavailable' },
}

/** A failure as HTTP says it (RFC 9457). `code` is the one of `docs/errors.md`. */
export function problem({ code, message, fields }: ErrorInfo): Response {
  const { status, title } = STATUS[code]
  const body = { type: 'about:blank', title, status, detail: message, code, ...(fields && { fields }) }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      // RFC 9110 asks for it with a 401.
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  })
}
