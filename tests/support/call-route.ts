import { vi } from 'vitest'
import type { Handler } from '@/lib/action/route.server'
import type { StackStatus } from '../../supabase/local/stack.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A file of `app/api`, as Next.js sees it. */
export type RouteFile = Record<Method, Handler>

export type CallOptions = {
  token?: string | null
  params?: Record<string, string>
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

/** Lets the routes that are imported from now on speak to the stack of this run. */
export function serveStack(stack: StackStatus): void {
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', stack.api_url)
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', stack.publishable_key)
  vi.stubEnv('SUPABASE_JWT_SECRET', stack.jwt_secret)
}

/** Calls a route without a server around it. */
export function callRoute(file: RouteFile, method: Method, options: CallOptions = {}): Promise<Response> {
  const { token = null, params = {}, query = '', body, headers = {} } = options
  const request = new Request(`http://localhost/api${query}`, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return file[method](request, { params: Promise.resolve(params) })
}
