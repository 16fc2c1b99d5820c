import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'

const exposed =
  'Content-Range, Content-Location, Preference-Applied, Content-Length, sb-error-code, x-sb-error-code, x-supabase-api-version'

/** Any page may call the API, since a key and a token say what it may do; cookies are never taken into account. */
export function corsHeaders(): OutgoingHttpHeaders {
  return { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed }
}

export function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
}

export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...corsHeaders(),
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
    'Access-Control-Max-Age': '86400',
    Vary: 'Access-Control-Request-Headers',
  })
  response.end()
}
