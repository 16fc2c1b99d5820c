import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'
import { until } from '../../support/until.ts'
import { findChild } from './children.ts'
import { send } from './http.ts'
import { signToken } from './tokens.ts'

let stack: PrivateStack
let database: pg.Client
let api: SupabaseClient

beforeAll(async () => {
  stack = await startPrivateStack()
  database = new pg.Client(stack.status.db_url)
  await database.connect()
  await database.query(schema)
  api = createClient(stack.status.api_url, stack.status.publishable_key, { auth: { persistSession: false } })
  await until(async () => (await api.rpc('who')).error === null, { what: 'REST to know the new functions' })
})

afterAll(async () => {
  await database.end()
  await stack.stop()
})

const schema = `
  create table parents (
    id int generated always as identity primary key, name text unique, data jsonb, amount numeric(9, 3),
    at timestamptz default '2026-01-02 03:04:05.678+00', positive int check (positive > 0));
  create table children (id int generated always as identity primary key, parent_id int references parents, name text);
  insert into parents (name, data, amount) values ('a', '{"n": 1}', 12.5);
  insert into children (parent_id, name) values (1, 'x'), (1, 'y');
  create table labelled (name text, labels text[]);
  create function who() returns jsonb language sql as
    $$ select jsonb_build_object('uid', auth.uid(), 'role', current_user) $$;
  create function kind(data jsonb) returns jsonb language sql as
    $$ select jsonb_build_object('type', jsonb_typeof(data), 'value', data) $$;
  create function fail(code text) returns int language plpgsql as
    $$ begin raise exception 'refused' using errcode = code, detail = 'the detail', hint = 'the hint'; end $$;`

describe('values', () => {
  it('answers with the forms of PostgREST', async () => {
    const { data } = await api.from('parents').select('name, data, amount, at').single()
    expect(data).toEqual({ name: 'a', data: { n: 1 }, amount: 12.5, at: '2026-01-02T03:04:05.678+00:00' })
  })

  it.each([
    [{ a: 1 }, 'object'],
    [[1, { b: 2 }], 'array'],
    [5, 'number'],
    [true, 'boolean'],
    ['text', 'string'],
  ])('hands the JSON argument %j to a function as %s', async (data, type) => {
    expect((await api.rpc('kind', { data })).data).toEqual({ type, value: data })
  })

  it('embeds, counts and ranges', async () => {
    const embedded = await api.from('parents').select('name, children(name)').single()
    expect(embedded.data).toEqual({ name: 'a', children: [{ name: 'x' }, { name: 'y' }] })
    const { count, data } = await api.from('children').select('name', { count: 'exact' }).range(1, 1)
    expect({ count, data }).toEqual({ count: 2, data: [{ name: 'y' }] })
  })
})

describe('errors', () => {
  it.each([
    ['PT402', 402],
    ['PT409', 409],
    ['P0001', 400],
    ['23514', 400],
    ['28000', 403],
    ['40001', 500],
    ['42501', 401],
    ['57014', 500],
  ])('passes SQLSTATE %s on with status %i', async (code, status) => {
    const answer = await api.rpc('fail', { code })
    expect(answer.status).toBe(status)
    expect(answer.error).toMatchObject({ code, message: 'refused', details: 'the detail', hint: 'the hint' })
  })

  it('names the constraint that was violated', async () => {
    const duplicate = await api.from('parents').insert({ name: 'a' })
    expect([duplicate.status, duplicate.error?.code]).toEqual([409, '23505'])
    const violation = await api.from('parents').insert({ name: 'b', positive: -1 })
    expect([violation.status, violation.error?.code]).toEqual([400, '23514'])
  })

  it.each<[string, Record<string, unknown>]>([
    ['a number for a list', { labels: 5 }],
    ['an object that has no text', { name: { toString: 1 } }],
    ['a list without end', { labels: JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) }],
  ])('answers %s, and gives the connection back', async (_, row) => {
    // The first use of a statement and its later ones fail at different places of the driver.
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await api.from('labelled').insert(row)).error).not.toBeNull()
    }
    const held = await database.query(
      `select from pg_stat_activity where application_name = 'rest' and state like 'idle in transaction%'`,
    )
    expect(held.rowCount).toBe(0)
  })

  it('refuses a body that is too large, with and without a declared length', async () => {
    const url = `${stack.status.api_url}/rest/v1/rpc/kind`
    const headers = { apikey: stack.status.publishable_key, 'content-type': 'application/json' }
    const body = JSON.stringify({ data: 'x'.repeat(6 * 1024 * 1024) })
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(413)
    const chunked = send(url, {
      method: 'POST',
      headers: { ...headers, 'transfer-encoding': 'chunked' },
      body,
    })
    const outcome = await chunked.then(
      (answer) => answer.status,
      (error: NodeJS.ErrnoException) => error.code,
    )
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(outcome)
  })
})

describe('requests', () => {
  it('never mixes up who is asking, however many ask at once', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `00000000-0000-4000-8000-0000000000${index + 10}`)
    const tokens = await Promise.all(ids.map((sub) => signToken(stack.status.jwt_secret, { sub })))
    const asked = Array.from({ length: 300 }, (_, index) => index % (ids.length + 1))
    const answers = await Promise.all(asked.map((index) => who(tokens[index])))
    const expected = asked.map((index) => ({
      uid: ids[index] ?? null,
      role: ids[index] ? 'authenticated' : 'anon',
    }))
    expect(answers).toEqual(expected)
  })

  it('sees a table that was made a moment ago, and its changes', async () => {
    await database.query(`create table newcomer (id int); insert into newcomer values (1)`)
    const first = await until(async () => (await api.from('newcomer').select()).data, {
      what: 'the new table',
    })
    expect(first).toEqual([{ id: 1 }])
    await database.query(`alter table newcomer add column name text default 'n'`)
    await until(async () => (await api.from('newcomer').select()).data?.[0]?.name === 'n', {
      what: 'the column',
    })
  })

  it('is served again after its process was killed', async () => {
    process.kill(findChild('local/api/process.ts'), 'SIGKILL')
    const broken = await until(async () => isDown(await who()), { what: 'an answer while it restarts' })
    expect(broken).toBe(true)
    await until(async () => Object(await who()).role === 'anon', { what: 'REST to come back' })
  })

  it('answers every request while the schema changes', async () => {
    let isChanging = true
    const requests = Array.from({ length: 4 }, async () => {
      while (isChanging) expect(await who()).toMatchObject({ role: 'anon' })
    })
    for (let change = 0; change < 15; change += 1) {
      await database.query('create table passing (id int); drop table passing')
      // Longer than the pause after which REST reads the schema anew.
      await database.query('select pg_sleep(0.08)')
    }
    isChanging = false
    await Promise.all(requests)
  })

  it('answers a preflight of any page', async () => {
    const answer = await send(`${stack.status.api_url}/rest/v1/parents`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'apikey, prefer',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['access-control-allow-headers']).toBe('apikey, prefer')
  })
})

async function who(token?: string): Promise<unknown> {
  const answer = await fetch(`${stack.status.api_url}/rest/v1/rpc/who`, {
    method: 'POST',
    headers: {
      apikey: stack.status.publishable_key,
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: '{}',
  })
  return answer.json()
}

function isDown(answer: unknown): boolean {
  return ['502', '503'].includes(String(Object(answer).code))
}
