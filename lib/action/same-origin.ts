import { AppError } from '@/lib/result'

/**
 * Lets a write that comes with a cookie through only when a page of this app sent it: another site can make a browser
 * send the cookie, but not another Origin. A token in a header needs no such proof, as no site can make a browser add it.
 * @throws AppError `forbidden`
 */
export function requireSameOrigin({ headers }: Request, appUrl: string): void {
  const origin = headers.get('origin')
  const isOurs =
    origin === null ? headers.get('sec-fetch-site') === 'same-origin' : isOwnOrigin(origin, headers, appUrl)
  if (isOurs) return
  throw new AppError('forbidden', 'A request with a session cookie must come from a page of this app.')
}

/** The address by which people reach the app, or the one by which this request did. */
function isOwnOrigin(origin: string, headers: Headers, appUrl: string): boolean {
  const url = URL.parse(origin)
  return url !== null && (url.origin === new URL(appUrl).origin || url.host === headers.get('host'))
}
