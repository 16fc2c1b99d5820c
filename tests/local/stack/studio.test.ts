import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'
import { send } from './http.ts'

let stack: PrivateStack
let cookie: string

beforeAll(async () => {
  stack = await startPrivateStack()
  const page = await openStudio()
  const cookies = page.headers['set-cookie'] ?? []
  cookie = `${cookies[0]}`.split(';')[0] ?? ''
})

afterAll(() => stack.stop())

function openStudio() {
  return send(stack.status.studio_url, { headers: { accept: 'text/html' } })
}

function asStudio(headers: Record<string, string> = {}) {
  return send(`${stack.status.api_url}/rest/v1/user_credits?select=id`, {
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'user-agent': 'Mozilla/5.0', ...headers },
  })
}

describe('the page', () => {
  it('carries a cookie that scripts cannot read and other sites do not send', async () => {
    const page = await openStudio()
    expect(page.status).toBe(200)
    expect(page.headers['set-cookie']).toHaveLength(2)
    for (const line of page.headers['set-cookie'] ?? []) {
      expect(line).toMatch(/HttpOnly/)
      expect(line).toMatch(/SameSite=Strict/)
      expect(line).toMatch(/Path=\/(rest\/v1|_system)/)
    }
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
  })

  it('needs nothing from the network', async () => {
    const { body } = await openStudio()
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
    expect(addresses.length).toBeGreaterThan(2)
    for (const address of addresses) {
      expect(address).toMatch(/^\/static\//)
      expect((await send(`${stack.status.api_url}${address}`)).status).toBe(200)
    }
  })

  it('serves no file outside its folder', async () => {
    for (const path of ['/static/../../package.json', '/static/%2e%2e/%2e%2e/package.json', '/static/']) {
      expect((await send(`${stack.status.api_url}${path}`)).status).toBe(404)
    }
  })
})

it('lets no page of another origin ask for the mailbox or for Studio', async () => {
  for (const path of ['/mailbox/messages', '/_system/introspect', '/']) {
    const answer = await send(`${stack.status.api_url}${path}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' },
    })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  }
})

describe('requests without a key', () => {
  it('act as service_role when Studio makes them', async () => {
    expect((await asStudio()).status).toBe(200)
    const tables = await send(`${stack.status.api_url}/_system/introspect`, {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    const names = JSON.parse(tables.body).tables.map((table: { name: string }) => table.name)
    expect(names).toContain('user_credits')
    expect(names).not.toContain('users')
  })

  it.each([
    ['without the cookie', { cookie: '' }],
    ['with a cookie of another start', { cookie: 'stack_studio=c29tZXRoaW5nIGVsc2U' }],
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['of no browser', { 'sec-fetch-site': '' }],
    ['for a name that only resolves to this machine', { host: 'rebound.example' }],
    ['with a wrong key', { apikey: 'sb_publishable_wrong' }],
    ['with a token', { authorization: 'Bearer garbage' }],
  ])('are refused %s', async (_case, headers) => {
    expect((await asStudio(headers)).status).toBe(401)
  })

  it('never act as service_role in Auth', async () => {
    const answer = await send(`${stack.status.api_url}/auth/v1/user`, {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status).toBe(401)
  })

  it('keep the role of a key that is given', async () => {
    expect((await asStudio({ apikey: stack.status.publishable_key })).status).toBe(401)
  })
})

describe('pages of this machine', () => {
  it.each(['/', '/mailbox', '/mailbox/messages', '/_system/info'])(
    'are closed to other names: %s',
    async (path) => {
      const answer = await send(`${stack.status.api_url}${path}`, {
        headers: { host: 'rebound.example', accept: 'text/html', cookie, 'sec-fetch-site': 'same-origin' },
      })
      expect(answer.status).toBe(403)
    },
  )

  it('show nothing of the settings without Studio', async () => {
    expect((await send(`${stack.status.api_url}/_system/info`)).status).toBe(401)
    expect((await send(`${stack.status.api_url}/_system/config`)).status).toBe(401)
  })

  it('say what the embedded Supabase lacks', async () => {
    expect((await send(`${stack.status.api_url}/storage/v1/bucket`)).status).toBe(501)
  })

  it('survive malformed requests', async () => {
    for (const path of ['//', '/rest/v1/%', '/rest/v1/profiles?select=%', '/mailbox?to=%']) {
      expect((await send(`${stack.status.api_url}${path}`)).status).toBeGreaterThanOrEqual(200)
    }
    expect((await send(`${stack.status.api_url}/health`)).status).toBe(200)
  })
})
