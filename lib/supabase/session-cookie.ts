import { combineChunks, stringFromBase64URL } from '@supabase/ssr'

const BASE64_PREFIX = 'base64-'

type ReadCookie = (name: string) => string | undefined

/** The access token inside the session cookie that `@supabase/ssr` wrote, or null. Nothing is verified here. */
export async function accessTokenFromCookies(name: string, read: ReadCookie): Promise<string | null> {
  const value = await combineChunks(name, read)
  if (!value) return null
  const session = parseSession(value)
  return typeof session?.access_token === 'string' ? session.access_token : null
}

function parseSession(value: string): { access_token?: unknown } | null {
  try {
    return JSON.parse(
      value.startsWith(BASE64_PREFIX) ? stringFromBase64URL(value.slice(BASE64_PREFIX.length)) : value,
    )
  } catch {
    return null
  }
}
