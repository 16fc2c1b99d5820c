export const HOME_PATH = '/credits'

// Only to tell our own paths from foreign ones while parsing; it is never visited.
const BASE = 'http://rowcast.invalid'

/**
 * A path of this app that is safe to redirect to; `fallback` when `candidate` leads elsewhere.
 * Parsing decides, as a browser would: `//evil.example`, `/\evil.example`, `/.//evil.example` and `javascript:` are
 * all refused.
 */
export function safePath(candidate: unknown, fallback: string = HOME_PATH): string {
  if (typeof candidate !== 'string' || !candidate.startsWith('/')) return fallback
  const url = URL.parse(candidate, BASE)
  // Removing dot segments can leave two slashes, with which the result would name another host.
  if (url?.origin !== BASE || url.pathname.startsWith('//')) return fallback
  return isAccountDoor(url.pathname) ? fallback : `${url.pathname}${url.search}${url.hash}`
}

/** The sign-in page, which leads back to `path` afterwards. */
export function signInPath(path: string): string {
  const next = safePath(path)
  return next === HOME_PATH ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}

// Returning to one of these after signing in would lead in a circle.
function isAccountDoor(pathname: string): boolean {
  return ['/sign-in', '/sign-up', '/forgot-password'].includes(pathname) || pathname.startsWith('/auth/')
}
