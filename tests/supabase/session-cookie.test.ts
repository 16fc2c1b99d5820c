import { createChunks, stringToBase64URL } from '@supabase/ssr'
import { describe, expect, it } from 'vitest'
import { sessionCookieName } from '@/lib/supabase/cookie-name'
import { accessTokenFromCookies } from '@/lib/supabase/session-cookie'

const NAME = 'sb-test-auth'
const encoded = (session: unknown) => `base64-${stringToBase64URL(JSON.stringify(session))}`

describe('the session cookie', () => {
  it('is found in one piece', async () => {
    expect(await read({ [NAME]: encoded({ access_token: 'token' }) })).toBe('token')
  })

  it('is put together from its chunks', async () => {
    const chunks = createChunks(NAME, encoded({ access_token: 'token', user: 'x'.repeat(9_000) }))
    expect(chunks.length).toBeGreaterThan(1)
    expect(await read(Object.fromEntries(chunks.map(({ name, value }) => [name, value])))).toBe('token')
  })

  it.each([
    {},
    { [NAME]: '' },
    { [NAME]: 'base64-!!!' },
    { [NAME]: encoded({}) },
    { [NAME]: encoded({ access_token: 7 }) },
    { [NAME]: encoded(null) },
    { [NAME]: 'null' },
    { [NAME]: '{"access_tok' },
  ])('is nothing when it is %j', async (cookies) => {
    expect(await read(cookies)).toBeNull()
  })

  it('has a name of its own for each backend', () => {
    expect(sessionCookieName('https://abcd.supabase.co')).toBe('sb-abcd-supabase-co-auth')
    expect(sessionCookieName('http://127.0.0.1:54321')).not.toBe(sessionCookieName('http://127.0.0.1:54331'))
  })
})

function read(cookies: Record<string, string | undefined>): Promise<string | null> {
  return accessTokenFromCookies(NAME, (name) => cookies[name])
}
