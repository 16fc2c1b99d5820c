import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { decodeJwt } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredMail } from '../../../supabase/local/mailbox.ts'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'

const password = 'a long enough password'
const app = 'http://localhost:3999'

let stack: PrivateStack
let database: pg.Client
let people = 0

beforeAll(async () => {
  stack = await startPrivateStack({ siteUrl: app })
  database = new pg.Client(stack.status.db_url)
  await database.connect()
})

afterAll(async () => {
  await database.end()
  await stack.stop()
})

/** A client with a memory of its own, as one browser has. */
function newClient(flowType: 'implicit' | 'pkce' = 'implicit'): SupabaseClient {
  const memory = new Map<string, string>()
  const storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  }
  return createClient(stack.status.api_url, stack.status.publishable_key, {
    auth: { storage, flowType, autoRefreshToken: false, detectSessionInUrl: false },
  })
}

function newEmail(): string {
  people += 1
  return `person${people}@rowcast.test`
}

async function signUp(client = newClient()) {
  const email = newEmail()
  const { data, error } = await client.auth.signUp({
    email,
    password,
    options: { data: { display_name: 'Zoe' } },
  })
  if (error || !data.session) throw error ?? new Error('no session')
  return { client, email, session: data.session }
}

async function row(sql: string, ...values: unknown[]): Promise<Record<string, unknown>> {
  const { rows } = await database.query(sql, values)
  return rows[0] ?? {}
}

async function mailsTo(email: string): Promise<StoredMail[]> {
  const response = await fetch(`${stack.mailboxUrl}/messages?to=${encodeURIComponent(email)}`)
  return response.json()
}

function refresh(refreshToken: string): Promise<Response> {
  return fetch(`${stack.status.api_url}/auth/v1/token?grant_type=refresh_token`, {
    method: 'POST',
    headers: { apikey: stack.status.publishable_key, 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: refreshToken }),
  })
}

describe('signing up', () => {
  it('stores metadata that a trigger on auth.users can read', async () => {
    const { email } = await signUp()
    const user = await row(
      `select raw_user_meta_data ->> 'display_name' as name from auth.users where email = $1`,
      email,
    )
    expect(user).toEqual({ name: 'Zoe' })
  })

  it('signs tokens with the claims of hosted Supabase', async () => {
    const { session, email } = await signUp()
    expect(decodeJwt(session.access_token)).toMatchObject({
      iss: `${stack.status.api_url}/auth/v1`,
      sub: session.user.id,
      aud: 'authenticated',
      role: 'authenticated',
      email,
      is_anonymous: false,
      aal: 'aal1',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: { display_name: 'Zoe' },
      session_id: expect.any(String),
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
    })
  })

  it('accepts a password that a seed stored with pgcrypto', async () => {
    const email = newEmail()
    await database.query(
      `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at)
       values (gen_random_uuid(), 'authenticated', 'authenticated', $1,
         extensions.crypt($2, extensions.gen_salt('bf', 6)), now())`,
      [email, password],
    )
    const { data, error } = await newClient().auth.signInWithPassword({ email, password })
    expect(error).toBeNull()
    expect(data.user?.email).toBe(email)
  })

  it('refuses a wrong password, a short one and an address that is taken', async () => {
    const { email } = await signUp()
    const wrong = await newClient().auth.signInWithPassword({ email, password: 'wrong password' })
    expect(wrong.error?.code).toBe('invalid_credentials')
    const short = await newClient().auth.signUp({ email: newEmail(), password: 'short' })
    expect(short.error?.code).toBe('weak_password')
    const taken = await newClient().auth.signUp({ email, password })
    expect(taken.error?.code).toBe('user_already_exists')
  })
})

describe('anonymous users', () => {
  it('get a session that refreshes', async () => {
    const client = newClient()
    const { data } = await client.auth.signInAnonymously({ options: { data: { name: 'Guest' } } })
    expect(data.user).toMatchObject({ is_anonymous: true, user_metadata: { name: 'Guest' } })
    const refreshed = await client.auth.refreshSession()
    expect(refreshed.error).toBeNull()
    expect(decodeJwt(refreshed.data.session?.access_token ?? '')).toMatchObject({
      sub: data.user?.id,
      role: 'authenticated',
      is_anonymous: true,
    })
    const stored = await row('select is_anonymous, email from auth.users where id = $1', data.user?.id)
    expect(stored).toEqual({ is_anonymous: true, email: null })
  })

  it('become permanent with an address and a password, as the same user', async () => {
    const client = newClient()
    const { data: before } = await client.auth.signInAnonymously()
    const email = newEmail()
    const { data, error } = await client.auth.updateUser({ email, password })
    expect(error).toBeNull()
    expect(data.user).toMatchObject({ id: before.user?.id, email, is_anonymous: false })
    const later = await newClient().auth.signInWithPassword({ email, password })
    expect(later.data.user?.id).toBe(before.user?.id)
    expect(decodeJwt(later.data.session?.access_token ?? '').is_anonymous).toBe(false)
  })

  it('cannot take the address of somebody else', async () => {
    const { email } = await signUp()
    const client = newClient()
    await client.auth.signInAnonymously()
    const { error } = await client.auth.updateUser({ email, password })
    expect(error?.code).toBe('email_exists')
  })
})

describe('refreshing', () => {
  it('gives tabs that refresh at the same moment the same session', async () => {
    const { session } = await signUp()
    const responses = await Promise.all(Array.from({ length: 6 }, () => refresh(session.refresh_token)))
    const tokens = await Promise.all(responses.map(async (response) => (await response.json()).refresh_token))
    expect(responses.map((response) => response.status)).toEqual(Array(6).fill(200))
    expect(new Set(tokens).size).toBe(1)
    expect((await refresh(tokens[0])).status).toBe(200)
  })

  it('lets a tab that lagged behind by one refresh go on', async () => {
    const { session } = await signUp()
    const second = await (await refresh(session.refresh_token)).json()
    await refresh(second.refresh_token)
    expect((await refresh(session.refresh_token)).status).toBe(200)
  })

  it('refuses a token that was never given out, and one of a session that ended', async () => {
    expect((await refresh('00000000-0000-4000-8000-000000000000')).status).toBe(400)
    const { client, session } = await signUp()
    await client.auth.signOut()
    expect((await refresh(session.refresh_token)).status).toBe(400)
  })
})

describe('mails', () => {
  it('lead to the page that was asked for, with a session', async () => {
    const { client, email } = await signUp()
    await client.auth.resetPasswordForEmail(email, { redirectTo: `${app}/update-password?next=/credits` })
    const [mail] = await mailsTo(email)
    expect(mail?.link).toContain(`${stack.status.api_url}/auth/v1/verify?token=`)
    const response = await fetch(mail?.link ?? '', { redirect: 'manual' })
    const target = new URL(response.headers.get('location') ?? '')
    expect(target.href).toContain(`${app}/update-password?next=/credits#`)
    const { data, error } = await newClient().auth.setSession({
      access_token: new URLSearchParams(target.hash.slice(1)).get('access_token') ?? '',
      refresh_token: new URLSearchParams(target.hash.slice(1)).get('refresh_token') ?? '',
    })
    expect([error, data.user?.email]).toEqual([null, email])
  })

  it('lead back with a code that only the asking browser can exchange (PKCE)', async () => {
    const { email } = await signUp()
    const browser = newClient('pkce')
    await browser.auth.resetPasswordForEmail(email, { redirectTo: `${app}/auth/callback` })
    const [mail] = await mailsTo(email)
    const response = await fetch(mail?.link ?? '', { redirect: 'manual' })
    const target = new URL(response.headers.get('location') ?? '')
    const code = target.searchParams.get('code') ?? ''
    expect(`${target.origin}${target.pathname}`).toBe(`${app}/auth/callback`)
    expect((await newClient('pkce').auth.exchangeCodeForSession(code)).error).not.toBeNull()
    const { data, error } = await browser.auth.exchangeCodeForSession(code)
    expect([error, data.user?.email]).toEqual([null, email])
    const changed = await browser.auth.updateUser({ password: 'another long password' })
    expect(changed.error).toBeNull()
    const signedIn = await newClient().auth.signInWithPassword({ email, password: 'another long password' })
    expect(signedIn.error).toBeNull()
  })

  it('carry a token hash for pages that verify by themselves, and work once', async () => {
    const { email } = await signUp()
    await newClient().auth.resetPasswordForEmail(email)
    const [mail] = await mailsTo(email)
    const token_hash = new URL(mail?.link ?? '').searchParams.get('token') ?? ''
    const first = await newClient().auth.verifyOtp({ type: 'recovery', token_hash })
    expect(first.data.user?.email).toBe(email)
    const second = await newClient().auth.verifyOtp({ type: 'recovery', token_hash })
    expect(second.error?.code).toBe('otp_expired')
  })

  it('never lead to a page of somebody else', async () => {
    const { email } = await signUp()
    await newClient().auth.resetPasswordForEmail(email, { redirectTo: 'https://evil.example/steal' })
    const [mail] = await mailsTo(email)
    const response = await fetch(
      `${mail?.link}`.replace(/redirect_to=.*/, 'redirect_to=https://evil.example'),
      {
        redirect: 'manual',
      },
    )
    expect(new URL(response.headers.get('location') ?? '').origin).toBe(app)
  })

  it('are not sent to an address without an account', async () => {
    const { error } = await newClient().auth.resetPasswordForEmail('nobody@rowcast.test')
    expect([error, await mailsTo('nobody@rowcast.test')]).toEqual([null, []])
  })
})
