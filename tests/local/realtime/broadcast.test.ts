/** Protocol page, section 9: broadcasts from sockets, over HTTP, from the database, and their replay. */
import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined } from './support/client.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let alice: SupabaseClient
let bob: SupabaseClient
const aliceId = '11111111-1111-4111-8111-111111111111'
const bobId = '22222222-2222-4222-8222-222222222222'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`
    create policy "Members read rooms" on realtime.messages for select to authenticated using (realtime.topic() like 'room%');
    create policy "Alice writes to rooms" on realtime.messages for insert to authenticated
      with check (realtime.topic() like 'room%' and auth.uid() = '${aliceId}')`)
  alice = await clientFor(server, userToken(aliceId))
  bob = await clientFor(server, userToken(bobId))
})
afterAll(async () => {
  await Promise.all([alice.removeAllChannels(), bob.removeAllChannels()])
  await server.stop()
})

type Message = { event: string; payload?: unknown; type: string; meta?: { id?: string; replayed?: boolean } }
type Listener = {
  channel: RealtimeChannel
  messages: Message[]
  untilMessages(count: number): Promise<Message[]>
}

async function listen(client: SupabaseClient, name: string, config: object = {}): Promise<Listener> {
  const messages: Message[] = []
  const channel = client.channel(name, { config })
  channel.on('broadcast', { event: '*' }, (message) => messages.push(message as Message))
  expect((await joined(channel)).status).toBe('SUBSCRIBED')
  const untilMessages = async (count: number) => {
    await until(() => messages.length >= count, { what: `${count} broadcasts on ${name}` })
    return messages
  }
  return { channel, messages, untilMessages }
}

describe('between sockets', () => {
  test('reaches the others, and oneself only when asked for', async () => {
    const [quiet, eager] = [
      await listen(alice, 'self'),
      await listen(bob, 'self', { broadcast: { self: true } }),
    ]
    await quiet.channel.send({ type: 'broadcast', event: 'one', payload: { n: 1 } })
    await eager.channel.send({ type: 'broadcast', event: 'two', payload: { n: 2 } })
    expect((await eager.untilMessages(2)).map((message) => message.event)).toEqual(['one', 'two'])
    expect((await quiet.untilMessages(1)).map((message) => message.event)).toEqual(['two'])
  })

  test('is acknowledged when asked for', async () => {
    const { channel } = await listen(alice, 'acknowledged', { broadcast: { ack: true } })
    expect(await channel.send({ type: 'broadcast', event: 'small', payload: {} })).toBe('ok')
  })

  test('carries raw bytes', async () => {
    const [sender, receiver] = [await listen(alice, 'bytes'), await listen(bob, 'bytes')]
    const bytes = new Uint8Array([0, 1, 2, 255]).buffer
    await sender.channel.send({ type: 'broadcast', event: 'raw', payload: bytes })
    const [message] = await receiver.untilMessages(1)
    expect(new Uint8Array(message?.payload as ArrayBuffer)).toEqual(new Uint8Array([0, 1, 2, 255]))
  })

  test('carries names that do not fit a binary header as text', async () => {
    const [sender, receiver] = [await listen(alice, 'long'), await listen(bob, 'long')]
    await sender.channel.httpSend('é'.repeat(200), { n: 1 })
    expect((await receiver.untilMessages(1))[0]).toMatchObject({ event: 'é'.repeat(200), payload: { n: 1 } })
  })

  test('keeps public and private topics of the same or a crafted name apart', async () => {
    const secret = await listen(alice, 'room apart', { private: true, broadcast: { self: true } })
    const open = await listen(bob, 'room apart')
    const crafted = await listen(bob, 'private:room apart')
    await secret.channel.send({ type: 'broadcast', event: 'secret', payload: {} })
    await secret.untilMessages(1)
    // Sent after the secret: whatever had leaked would have come before.
    await (await listen(alice, 'private:room apart')).channel.send({
      type: 'broadcast',
      event: 'after',
      payload: {},
    })
    await crafted.untilMessages(1)
    expect([...open.messages, ...crafted.messages].filter((message) => message.event === 'secret')).toEqual(
      [],
    )
  })
})

describe('over HTTP', () => {
  const url = (path: string) => `${server.url}/realtime/v1/api/broadcast${path}`
  const json = { 'content-type': 'application/json', apikey: keys.publishableKey }

  test('reaches a topic that the sender has not joined', async () => {
    const receiver = await listen(bob, 'http')
    await alice.channel('http').httpSend('single', { n: 1 })
    await alice.channel('http').send({ type: 'broadcast', event: 'batch', payload: { n: 2 } })
    expect((await receiver.untilMessages(2)).map(({ event, payload }) => ({ event, payload }))).toEqual([
      { event: 'single', payload: { n: 1 } },
      { event: 'batch', payload: { n: 2 } },
    ])
  })

  test('carries raw bytes', async () => {
    const receiver = await listen(bob, 'http bytes')
    const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${keys.secretKey}` }
    const response = await fetch(url('/http%20bytes/events/raw'), {
      method: 'POST',
      headers,
      body: new Uint8Array([7, 8]),
    })
    expect(response.status).toBe(202)
    const [message] = await receiver.untilMessages(1)
    expect(new Uint8Array(message?.payload as ArrayBuffer)).toEqual(new Uint8Array([7, 8]))
  })

  test('asks the policies for private topics', async () => {
    const receiver = await listen(bob, 'room http', { private: true })
    const body = { messages: [{ topic: 'room http', event: 'batch', payload: {}, private: true }] }
    const send = (userId: string) =>
      fetch(url(''), {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${userToken(userId)}` },
        body: JSON.stringify(body),
      })
    const single = (userId: string) =>
      fetch(url('/room%20http/events/single?private=true'), {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${userToken(userId)}` },
        body: '{}',
      })
    expect([(await send(bobId)).status, (await single(bobId)).status]).toEqual([202, 403])
    expect([(await single(aliceId)).status, (await send(aliceId)).status]).toEqual([202, 202])
    expect((await receiver.untilMessages(2)).map((message) => message.event)).toEqual(['single', 'batch'])
  })

  test.each([
    ['no key', '', {}, '{"messages":[]}', 401],
    ['a forged token', '', { authorization: 'Bearer a.b.c' }, '{"messages":[]}', 401],
    ['no messages', '', { apikey: keys.publishableKey }, '{}', 422],
    ['no JSON', '', { apikey: keys.publishableKey }, '{', 400],
    [
      'a message without event',
      '',
      { apikey: keys.publishableKey },
      '{"messages":[{"topic":"t","payload":{}}]}',
      422,
    ],
    [
      'a payload that is no object',
      '',
      { apikey: keys.publishableKey },
      '{"messages":[{"topic":"t","event":"e","payload":1}]}',
      422,
    ],
    ['no JSON in a single message', '/t/events/e', { apikey: keys.publishableKey }, '{', 400],
    [
      'a type that is not known',
      '/t/events/e',
      { apikey: keys.publishableKey, 'content-type': 'text/plain' },
      'x',
      415,
    ],
    ['an unknown path', '/t/other', { apikey: keys.publishableKey }, '{}', 404],
  ])('refuses %s', async (_name, path, headers, body, status) => {
    const all = { 'content-type': 'application/json', ...headers }
    expect((await fetch(url(path), { method: 'POST', headers: all, body })).status).toBe(status)
  })

  test('says of each message of a batch what is wrong with it', async () => {
    const post = async (body: unknown) => {
      const response = await fetch(url(''), { method: 'POST', headers: json, body: JSON.stringify(body) })
      return [response.status, await response.text()]
    }
    const good = { topic: 't', event: 'e', payload: {}, private: 'false' }
    expect(
      await post({
        messages: [
          good,
          { ...good, payload: { x: 'x'.repeat(3_000_500) } },
          { ...good, topic: '  ', event: 7 },
        ],
      }),
    ).toEqual([
      422,
      '{"errors":{"messages":[{},{"payload":["Payload size exceeds tenant limit"]},{"event":["is invalid"],"topic":["can\'t be blank"]}]}}',
    ])
    expect(
      await post({
        messages: [
          { ...good, payload: null, private: 'yes' },
          { ...good, payload: [1], id: 5 },
        ],
      }),
    ).toEqual([
      422,
      '{"errors":{"messages":[{"payload":["can\'t be blank"],"private":["is invalid"]},{"payload":["is invalid"],"id":["is invalid"]}]}}',
    ])
    const blank = [422, '{"errors":{"messages":["can\'t be blank"]}}']
    expect([await post({}), await post({ messages: [] }), await post([])]).toEqual([blank, blank, blank])
    const invalid = [422, '{"errors":{"messages":["is invalid"]}}']
    expect([await post({ messages: 'x' }), await post({ messages: [1] })]).toEqual([invalid, invalid])
  })

  test('carries the id of a message in its meta', async () => {
    const receiver = await listen(bob, 'http id')
    const body = JSON.stringify({ messages: [{ topic: 'http id', event: 'e', payload: {}, id: 'an id' }] })
    await fetch(url(''), { method: 'POST', headers: json, body })
    expect((await receiver.untilMessages(1))[0]).toMatchObject({ event: 'e', meta: { id: 'an id' } })
  })

  test('takes a single message without a type or a body for JSON, and says what it takes', async () => {
    const receiver = await listen(bob, 'http plain')
    const post = (body: BodyInit | null, type: object) =>
      fetch(url('/http%20plain/events/e'), {
        method: 'POST',
        headers: { apikey: keys.publishableKey, ...type },
        body,
      })
    expect((await post(Buffer.from('{"n":1}'), {})).status).toBe(202)
    expect((await post(null, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(202)
    expect((await receiver.untilMessages(2)).map((message) => message.payload)).toEqual([{ n: 1 }, {}])
    expect(await (await post('x', { 'content-type': 'text/plain' })).text()).toBe(
      '{"error":"Unsupported Media Type. Use application/json or application/octet-stream"}',
    )
  })

  test('answers the preflight of a browser', async () => {
    const response = await fetch(url(''), { method: 'OPTIONS', headers: { origin: 'http://localhost:3000' } })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'apikey, authorization, content-type, x-client-info',
    )
  })
})

describe('from the database', () => {
  test('reaches its topic once the transaction commits', async () => {
    const receiver = await listen(bob, 'room database', { private: true })
    await server.sql.query('begin')
    await server.sql.query(`select realtime.send('{"lost": true}', 'lost', 'room database')`)
    await server.sql.query('rollback')
    await server.sql.query(`select realtime.send('{"n": 9007199254740993}', 'sent', 'room database')`)
    await server.sql.query(`select realtime.send_binary('\\x0102', 'bytes', 'room database')`)
    const [sent, bytes] = await receiver.untilMessages(2)
    expect(sent).toMatchObject({ event: 'sent', type: 'broadcast' })
    expect(sent?.payload).toMatchObject({ id: sent?.meta?.id })
    expect(new Uint8Array(bytes?.payload as ArrayBuffer)).toEqual(new Uint8Array([1, 2]))
  })

  test('keeps the namespaces apart', async () => {
    const open = await listen(bob, 'room spaces')
    const secret = await listen(alice, 'room spaces', { private: true })
    await server.sql.query(
      `select realtime.send('{}', 'public', 'room spaces', false), realtime.send('{}', 'private', 'room spaces', true)`,
    )
    expect((await open.untilMessages(1)).map((message) => message.event)).toEqual(['public'])
    expect((await secret.untilMessages(1)).map((message) => message.event)).toEqual(['private'])
  })

  test('tells of changed rows through a trigger', async () => {
    await server.sql.query(`create table watched (id int primary key, v text);
      create function tell() returns trigger language plpgsql as $$
        begin perform realtime.broadcast_changes('room trigger', tg_op, tg_op, tg_table_name, tg_table_schema, new, old); return null; end $$;
      create trigger tell after insert or update or delete on watched for each row execute function tell()`)
    const receiver = await listen(bob, 'room trigger', { private: true })
    await server.sql.query(
      `insert into watched values (1, 'a'); update watched set v = 'b'; delete from watched`,
    )
    const payloads = (await receiver.untilMessages(3)).map((message) => {
      const { id: _id, ...payload } = message.payload as Record<string, unknown>
      return payload
    })
    const table = { table: 'watched', schema: 'public' }
    expect(payloads).toEqual([
      { ...table, operation: 'INSERT', record: { id: 1, v: 'a' }, old_record: null },
      { ...table, operation: 'UPDATE', record: { id: 1, v: 'b' }, old_record: { id: 1, v: 'a' } },
      { ...table, operation: 'DELETE', record: null, old_record: { id: 1, v: 'b' } },
    ])
  })

  test('refuses to tell of statements', async () => {
    await server.sql.query(`create table counted (id int primary key);
      create function tell_statement() returns trigger language plpgsql as $$
        begin perform realtime.broadcast_changes('room s', tg_op, tg_op, tg_table_name, tg_table_schema, null::counted, null::counted, 'STATEMENT'); return null; end $$;
      create trigger tell after insert on counted for each statement execute function tell_statement()`)
    await expect(server.sql.query('insert into counted values (1)')).rejects.toThrow('for each row')
  })

  test('only warns when it fails, and obeys the policies of the caller', async () => {
    await server.sql.query('begin; set local role anon')
    await server.sql.query(`select realtime.send('{}', 'denied', 'room database')`)
    expect((await server.sql.query('select 1 as alive')).rows).toEqual([{ alive: 1 }])
    await server.sql.query('rollback')
  })
})

describe('a replay', () => {
  test('gives the newest messages, oldest first, and not a second time', async () => {
    const since = Date.now() - 1_000
    for (const n of [1, 2, 3])
      await server.sql.query(`select realtime.send('{"n": ${n}}', 'past', 'room replay')`)
    await server.sql.query(`select realtime.send('{"n": 0}', 'past', 'room replay', false)`)
    const receiver = await listen(bob, 'room replay', {
      private: true,
      broadcast: { replay: { since, limit: 2 } },
    })
    await server.sql.query(`select realtime.send('{"n": 4}', 'live', 'room replay')`)
    const messages = await receiver.untilMessages(3)
    expect(messages.map((message) => (message.payload as { n: number }).n)).toEqual([2, 3, 4])
    expect(messages.map((message) => message.meta?.replayed)).toEqual([true, true, undefined])
  })

  test.each([
    ['too large', 99, [1, 2, 3]],
    ['nothing', 0, [3]],
    ['negative', -4, [3]],
  ])('with a limit that is %s is answered within 1 to 25', async (what, limit, expected) => {
    const topic = `room limit ${what}`
    for (const n of [1, 2, 3])
      await server.sql.query(`select realtime.send('{"n": ${n}}', 'past', '${topic}')`)
    const since = Date.now() - 60_000
    const receiver = await listen(bob, topic, { private: true, broadcast: { replay: { since, limit } } })
    const messages = await receiver.untilMessages(expected.length)
    expect(messages.map((message) => (message.payload as { n: number }).n)).toEqual(expected)
  })

  test('is refused with nonsense for parameters', async () => {
    const channel = bob.channel('room nonsense', {
      config: { private: true, broadcast: { replay: { since: 1.5, limit: 9 } } },
    })
    const { error } = await joined(channel)
    expect(error?.message).toContain('UnableToReplayMessages: Replay params are not valid')
  })
})
