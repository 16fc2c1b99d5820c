import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isLoopbackRequest } from './loopback.ts'

const cookieName = 'stack_studio'
const paths = ['/rest/v1', '/_system']

export type StudioPass = {
  /** The `Set-Cookie` headers that go out with the Studio page. */
  cookies: string[]
  /** Whether this request was made by the Studio page itself, and may act as `service_role`. */
  allows(request: IncomingMessage): boolean
}

/**
 * Studio sends requests without a key. They act as `service_role` when all of this holds: no key or token is
 * given, the cookie of this start comes along, the browser says that the page is of the same origin (cookies
 * alone ignore the port, so the app on another port would have it too), and the host is this machine.
 */
export function createStudioPass(): StudioPass {
  const secret = randomBytes(32).toString('base64url')
  return {
    cookies: paths.map((path) => `${cookieName}=${secret}; Path=${path}; HttpOnly; SameSite=Strict`),
    allows: (request) =>
      isLoopbackRequest(request) &&
      !hasCredentials(request) &&
      request.headers['sec-fetch-site'] === 'same-origin' &&
      isEqual(readCookie(request.headers.cookie), secret),
  }
}

function hasCredentials(request: IncomingMessage): boolean {
  const query = new URLSearchParams(request.url?.split('?')[1])
  return Boolean(request.headers.apikey ?? request.headers.authorization) || query.has('apikey')
}

function readCookie(header: string | undefined): string {
  const pair = header?.split(/;\s*/).find((entry) => entry.startsWith(`${cookieName}=`))
  return pair?.slice(cookieName.length + 1) ?? ''
}

function isEqual(given: string, secret: string): boolean {
  const left = Buffer.from(given)
  const right = Buffer.from(secret)
  return left.length === right.length && timingSafeEqual(left, right)
}
