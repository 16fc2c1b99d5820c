import 'server-only'
import { serverEnv } from '@/lib/env.server'

/** Where the link of a mail comes back to: it settles the token there and goes on to `next`. */
export function confirmUrl(next: string): string {
  const url = new URL('/auth/confirm', serverEnv().APP_URL)
  url.searchParams.set('next', next)
  return url.href
}
