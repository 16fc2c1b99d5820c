import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { claimsOf, clientAs, signToken } from '../support/api-clients'
import { type Person, signUpPerson } from '../support/people'

/** What an attacker with an account, or without one, can try with plain requests. */
const stack = inject('stack')
const database = new pg.Pool({ connectionString: stack.db_url, max: 2 })
let victim: Person
let attacker: Person
let asAttacker: SupabaseClient

beforeAll(async () => {
  ;[victim, attacker] = await Promise.all([signUpPerson(stack), signUpPerson(stack)])
  await giveCredits(victim, 70)
  await giveCredits(attacker, 30)
  asAttacker = clientAs(stack, attacker.accessToken)
})

afterAll(() => database.end())

describe('another creator’s credits', () => {
  test.each(['user_credits', 'credit_transactions'])('%s gives no row and no count', async (table) => {
    const everything = await asAttacker.from(table).select('user_id', { count: 'exact' })
    expect(everything.error).toBeNull()
    expect(new Set(everything.data?.map((row) => row.user_id))).toEqual(new Set([attacker.id]))
    expect(everything.count).toBe(everything.data?.length)

    const theirs = await asAttacker.from(table).select('*', { count: 'exact' }).eq('user_id', victim.id)
    expect(theirs).toMatchObject({ error: null, data: [], count: 0 })
  })

  test('a function answers about the caller only, whoever is named in the arguments', async () => {
    const { data } = await asAttacker.rpc('get_credit_account', {})
    expect(data.balance.credits).toBe(30)
    const { data: withForeignId } = await asAttacker.rpc('get_credit_account', { user_id: victim.id })
    expect(withForeignId?.balance?.credits ?? null).not.toBe(70)
  })

  test('the profile shows no foreign e-mail address', async () => {
    const { data } = await asAttacker.from('profiles').select('email').eq('id', victim.id)
    expect(data ?? []).toEqual([])
  })

  test.each([
    ['insert', () => asAttacker.from('user_credits').insert({ user_id: attacker.id, credits: 1000 })],
    ['update', () => asAttacker.from('user_credits').update({ credits: 1000 }).eq('user_id', attacker.id)],
    ['upsert', () => asAttacker.from('user_credits').upsert({ user_id: victim.id, credits: 0 })],
    ['delete', () => asAttacker.from('user_credits').delete().eq('user_id', victim.id)],
    [
      'ledger insert',
      () => asAttacker.from('credit_transactions').insert({ user_id: attacker.id, delta: 5 }),
    ],
    ['ledger delete', () => asAttacker.from('credit_transactions').delete().eq('user_id', attacker.id)],
  ])('a direct %s is refused and changes nothing', async (_name, attempt) => {
    const before = await credits()
    const { error } = await attempt()
    expect(error?.code).toBe('42501')
    expect(await credits()).toEqual(before)
  })
})

describe('bad input', () => {
  const key = () => randomUUID()

  test.each([
    ['a negative amount', { amount: -5, reason: 'Export', idempotency_key: key() }, 'PT400'],
    ['zero', { amount: 0, reason: 'Export', idempotency_key: key() }, 'PT400'],
    ['more than there is', { amount: 999_999, reason: 'Export', idempotency_key: key() }, 'PT402'],
    ['a huge amount', { amount: 2_000_000_000, reason: 'Export', idempotency_key: key() }, 'PT400'],
    ['an amount beyond 32 bits', { amount: 1e15, reason: 'Export', idempotency_key: key() }, '22003'],
    ['text for a number', { amount: 'ten', reason: 'Export', idempotency_key: key() }, '22P02'],
    ['no reason', { amount: 1, reason: '  ', idempotency_key: key() }, 'PT400'],
    ['an endless reason', { amount: 1, reason: 'x'.repeat(10_000), idempotency_key: key() }, 'PT400'],
    ['a broken key', { amount: 1, reason: 'Export', idempotency_key: 'not-a-uuid' }, '22P02'],
  ])('spending with %s gets a clear error and changes nothing', async (_name, args, code) => {
    const before = await credits()
    const { error } = await asAttacker.rpc('spend_credits', args)
    expect(error).toMatchObject({ code, message: expect.stringMatching(/\w+ \w+/) })
    expect(await credits()).toEqual(before)
  })

  test('an unknown package is refused', async () => {
    const { error } = await asAttacker.rpc('purchase_credits', { package: 'gold', idempotency_key: key() })
    expect(error).toMatchObject({ code: 'PT404', message: expect.stringMatching(/\w+ \w+/) })
  })

  test('a body that is not JSON is refused', async () => {
    const response = await post('/rest/v1/rpc/spend_credits', attacker.accessToken, '{"amount": ')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ message: expect.any(String) })
  })

  test('an oversized body is refused, and the next request is answered', async () => {
    const before = await credits()
    const body = JSON.stringify({ amount: 1, reason: 'x'.repeat(40_000_000), idempotency_key: key() })
    const status = await post('/rest/v1/rpc/spend_credits', attacker.accessToken, body).then(
      (response) => response.status,
      () => 'connection closed',
    )
    expect([413, 'connection closed']).toContain(status)
    expect((await asAttacker.from('user_credits').select('id')).error).toBeNull()
    expect(await credits()).toEqual(before)
  })
})

describe('raising one’s own role', () => {
  test('by writing the profile', async () => {
    const { error } = await asAttacker.from('profiles').update({ role: 'admin' }).eq('id', attacker.id)
    expect(error?.code).toBe('42501')
    expect(await roleOf(attacker)).toBe('member')
  })

  test('by the functions of admins', async () => {
    const key = randomUUID()
    const target = { user_id: attacker.id, reason: 'Please', idempotency_key: key }
    const attempts = [
      asAttacker.rpc('set_role', { user_id: attacker.id, role: 'admin' }),
      asAttacker.rpc('grant_credits', { ...target, amount: 10 }),
      asAttacker.rpc('correct_credits', { ...target, delta: 10 }),
      asAttacker.rpc('list_creators', { search: '', page_limit: 10, page_offset: 0 }),
    ]
    for (const { error } of await Promise.all(attempts)) expect(error?.code).toBe('42501')
    expect(await roleOf(attacker)).toBe('member')
  })

  test('by metadata sent at sign-up or written later', async () => {
    const pretender = await signUpPerson(stack, { role: 'admin', app_role: 'admin', is_admin: true })
    const response = await fetch(`${stack.api_url}/auth/v1/user`, {
      method: 'PUT',
      headers: headers(pretender.accessToken),
      body: JSON.stringify({
        data: { role: 'admin' },
        role: 'service_role',
        app_metadata: { role: 'admin' },
      }),
    })
    await response.body?.cancel()
    expect(await roleOf(pretender)).toBe('member')
    const { error } = await clientAs(stack, pretender.accessToken).rpc('list_creators', {
      search: '',
      page_limit: 10,
      page_offset: 0,
    })
    expect(error?.code).toBe('42501')
  })
})

describe('tokens', () => {
  test('a visitor without a session reads nothing and calls nothing', async () => {
    const visitor = clientAs(stack)
    expect((await visitor.from('user_credits').select('*')).data ?? []).toEqual([])
    const spend = await visitor.rpc('spend_credits', {
      amount: 1,
      reason: 'x',
      idempotency_key: randomUUID(),
    })
    expect(spend.error?.code).toMatch(/^(42501|PT401)$/)
  })

  test.each([
    ['expired', () => signToken({ ...claimsOf(victim.accessToken), exp: now() - 60 }, stack.jwt_secret)],
    [
      'forged with another secret',
      () => signToken(claimsOf(victim.accessToken), 'a-secret-that-is-not-the-one-used'),
    ],
    ['unsigned', () => unsigned(victim.accessToken)],
    ['altered', () => altered(victim.accessToken)],
    ['no token at all', () => 'let-me-in'],
  ])('a token that is %s is refused', async (_name, makeToken) => {
    const response = await fetch(`${stack.api_url}/rest/v1/user_credits`, { headers: headers(makeToken()) })
    expect(response.status).toBe(401)
    expect(await response.json()).not.toBeInstanceOf(Array)
  })

  test('a token cannot choose a stronger role for itself', async () => {
    const token = signToken(
      { ...claimsOf(attacker.accessToken), role: 'service_role' },
      'guessed-secret-of-32-characters!',
    )
    const response = await fetch(`${stack.api_url}/rest/v1/user_credits`, { headers: headers(token) })
    expect(response.status).toBe(401)
  })
})

function headers(token: string): Record<string, string> {
  return {
    apikey: stack.publishable_key,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  }
}

function post(path: string, token: string, body: string): Promise<Response> {
  return fetch(`${stack.api_url}${path}`, { method: 'POST', headers: headers(token), body })
}

function unsigned(token: string): string {
  return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`
}

function altered(token: string): string {
  const [head, , signature] = token.split('.')
  const body = Buffer.from(JSON.stringify({ ...claimsOf(token), sub: attacker.id })).toString('base64url')
  return `${head}.${body}.${signature}`
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}

async function giveCredits(person: Person, credits: number): Promise<void> {
  await database.query('insert into public.user_credits (user_id, credits) values ($1, $2)', [
    person.id,
    credits,
  ])
}

/** Balances and number of ledger rows of both: what must not change. */
async function credits(): Promise<unknown[]> {
  const { rows } = await database.query(
    `select c.user_id, sum(c.credits) as credits,
       (select count(*) from public.credit_transactions as t where t.user_id = c.user_id) as entries
     from public.user_credits as c where c.user_id = any ($1) group by c.user_id order by c.user_id`,
    [[victim.id, attacker.id]],
  )
  return rows
}

async function roleOf(person: Person): Promise<string> {
  const { rows } = await database.query('select role from public.profiles where id = $1', [person.id])
  return rows[0]?.role
}
