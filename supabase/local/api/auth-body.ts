export type Json = Record<string, unknown>

/** The JSON object in a body; an empty body is an empty object, anything else null. */
export function parseBody(text: string): Json | null {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** The same request with another body. */
export function withBody(request: Request, text: string): Request {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  return new Request(request.url, { method: request.method, headers, body: text })
}

/** Asks @supabase/lite something with the publishable key, and completes the session or user in its answer. */
export type Ask = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  options?: { authorization?: string | null; body?: Json },
) => Promise<Response>
