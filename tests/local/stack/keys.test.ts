import { statSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'
import { send } from './http.ts'
import { signToken } from './tokens.ts'

const userId = '00000000-0000-4000-8000-0000000000aa'
let stack: PrivateStack

beforeAll(async () => {
  stack = await startPrivateStack()
})

afterAll(() => stack.stop())

function rest(headers: Record<string, string>) {
  return send(`${stack.status.api_url}/rest/v1/credit_packages?select=slug&limit=1`, { headers })
}

function auth(headers: Record<string, string>) {
  return send(`${stack.status.api_url}/auth/v1/user`, { headers })
}

describe('keys', () => {
  it('has keys of the new form, kept where nobody else can read them', () => {
    expect(stack.status.publishable_key).toMatch(/^sb_publishable_/)
    expect(stack.status.secret_key).toMatch(/^sb_secret_/)
    expect(statSync(`${stack.dir}/secrets.json`).mode & 0o777).toBe(0o600)
    expect(statSync(stack.dir).mode & 0o777).toBe(0o700)
  })

  it('refuses REST and Auth without a key or with a wrong one', async () => {
    const attempts: Record<string, string>[] = [{}, { apikey: 'sb_publishable_wrong' }]
    for (const headers of attempts) {
      expect((await rest(headers)).status).toBe(401)
      expect((await auth(headers)).status).toBe(401)
    }
  })

  it('takes the secret key for service_role, but never from a browser', async () => {
    const { secret_key: apikey } = stack.status
    expect((await rest({ apikey })).status).toBe(200)
    expect((await rest({ apikey, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' })).status).toBe(401)
  })
})

describe('tokens', () => {
  async function statuses(token: string): Promise<number[]> {
    const headers = { apikey: stack.status.publishable_key, authorization: `Bearer ${token}` }
    return [(await rest(headers)).status, (await auth(headers)).status]
  }

  it('refuses a forged token', async () => {
    const forged = await signToken('another secret that is long enough for HS256', { sub: userId })
    expect(await statuses(forged)).toEqual([401, 403])
  })

  it('refuses an expired token', async () => {
    const expired = await signToken(stack.status.jwt_secret, { sub: userId }, '-1h')
    expect(await statuses(expired)).toEqual([401, 403])
  })

  it('refuses a token without a signature', async () => {
    const [, payload] = (await signToken(stack.status.jwt_secret, { sub: userId })).split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    expect(await statuses(unsigned)).toEqual([401, 403])
  })

  it('refuses what is no token at all instead of treating it as anonymous', async () => {
    expect((await statuses('garbage'))[0]).toBe(401)
  })

  it('cannot be used to become a database role beyond the three of the API', async () => {
    for (const role of ['postgres', 'supabase_admin', 'authenticator', 'supabase_auth_admin']) {
      const token = await signToken(stack.status.jwt_secret, { sub: userId, role })
      const answer = await rest({ apikey: stack.status.publishable_key, authorization: `Bearer ${token}` })
      expect(answer.status, role).toBe(403)
    }
  })
})
