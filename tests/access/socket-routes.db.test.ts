import { once } from 'node:events'
import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { WebSocket } from 'ws'
import { claimsOf, clientAs, signToken } from '../support/api-clients'
import { type Person, signUpPerson } from '../support/people'
import { until } from '../support/until'

/** What an attacker can try on the WebSocket: forged filters, forged and expired tokens, broken frames. */
const stack = inject('stack')
const database = new pg.Pool({ connectionString: stack.db_url, max: 2 })
const clients: SupabaseClient[] = []
let victim: Person
let attacker: Person

type Change = { eventType: string; table: string; new: Record<string, unknown>; old: Record<string, unknown> }

beforeAll(async () => {
  ;[victim, attacker] = await Promise.all([signUpPerson(stack), signUpPerson(stack)])
  await database.query('insert into public.user_credits (user_id, credits) values ($1, 70), ($2, 30)', [
    victim.id,
    attacker.id,
  ])
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()))
})

afterAll(() => database.end())

describe('events of another creator', () => {
  test.each([
    ['no filter', () => undefined],
    ['the filter of the victim', () => `user_id=eq.${victim.id}`],
    ['a filter that is always true', () => 'credits=gte.0'],
    ['a list with both', () => `user_id=in.(${victim.id},${attacker.id})`],
  ])('with %s, only own changes arrive', async (_name, makeFilter) => {
    const filter = makeFilter()
    const changes = await watch(attacker.accessToken, filter)

    await changeCredits(victim)
    await insertAndDeleteCredits(victim)
    const mayArrive = !filter?.startsWith('user_id=eq.')
    if (mayArrive) {
      // Changes are delivered in the order of their commits: when this one is here, the others would have been.
      await changeCredits(attacker)
      await until(() => changes.some((change) => change.eventType === 'UPDATE'), { what: 'the own change' })
    } else {
      await ownChangeOnAnotherChannel()
    }

    const rows = changes.filter((change) => change.eventType !== 'DELETE')
    expect(rows.filter((change) => change.new.user_id !== attacker.id)).toEqual([])
    const deletions = changes.filter((change) => change.eventType === 'DELETE')
    for (const deletion of deletions) expect(Object.keys(deletion.old)).toEqual(['id'])
  })

  test('the ledger is as private as the balance', async () => {
    const changes = await watch(attacker.accessToken, undefined, 'credit_transactions')
    await changeCredits(victim)
    await changeCredits(attacker)
    await until(() => changes.length > 0, { what: 'the own ledger row' })
    expect(changes.map((change) => change.new.user_id)).toEqual([attacker.id])
  })

  test('without a session nothing of a row arrives', async () => {
    const anonymous: Change[] = []
    const channel = clientAs(stack).channel('anonymous')
    channel.on('postgres_changes', { event: '*', schema: 'public', table: 'user_credits' }, (change) => {
      anonymous.push(change as unknown as Change)
    })
    await settled(channel)
    await changeCredits(victim)
    await ownChangeOnAnotherChannel()
    // As on hosted Supabase: a role without the right to read the table is told so, once a change, and nothing else.
    for (const change of anonymous) {
      expect(change).toMatchObject({
        errors: ['Error 401: Unauthorized'],
        new: {},
        old: {},
        commit_timestamp: null,
      })
    }
    await channel.unsubscribe()
  })
})

describe('tokens', () => {
  test.each([
    ['expired', () => signToken({ ...claimsOf(attacker.accessToken), exp: now() - 60 }, stack.jwt_secret)],
    ['forged', () => signToken(claimsOf(victim.accessToken), 'a-secret-that-is-not-the-one-used')],
    ['nonsense', () => 'let-me-in'],
  ])('a join with a token that is %s is refused with a reason', async (_name, makeToken) => {
    const reply = await joinRaw(makeToken())
    expect(reply.status).toBe('error')
    expect(JSON.stringify(reply.response)).toMatch(/token|jwt/i)
  })

  test('a channel ends when its token ends', async () => {
    const token = signToken({ ...claimsOf(attacker.accessToken), exp: now() + 3 }, stack.jwt_secret)
    const socket = await openSocket()
    const frames = collect(socket)
    socket.send(JSON.stringify(joinFrame(token)))
    await until(() => frames.some(isSystemOk), { what: 'the subscription' })
    await until(() => frames.some(([, , , event]) => event === 'phx_close' || event === 'phx_error'), {
      withinMs: 20_000,
      what: 'the end of the channel',
    })
    frames.length = 0
    await changeCredits(attacker)
    await ownChangeOnAnotherChannel()
    expect(frames.filter(([, , , event]) => event === 'postgres_changes')).toEqual([])
    socket.close()
  })

  test('a connection with an unknown key is refused', async () => {
    const socket = new WebSocket(socketUrl('sb_publishable_unknown'))
    const [, response] = await once(socket, 'unexpected-response')
    expect(response.statusCode).toBe(401)
  })
})

describe('broken frames', () => {
  test.each([
    ['text that is not JSON', 'hello'],
    ['JSON of another shape', '{"a":1}'],
    ['an array that is too short', '["1","1"]'],
    ['a number', '42'],
    ['null', 'null'],
    ['a deep nest', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['an unknown event', '["1","1","realtime:x","sudo",{}]'],
    ['a join without a config', '["1","1","realtime:x","phx_join",{}]'],
    ['a join with a broken filter', JSON.stringify(joinFrame('', { filter: "id=eq.1' or '1'='1" }))],
    ['a join for a table that is not there', JSON.stringify(joinFrame('', { table: 'no_such_table' }))],
    ['binary noise', Buffer.from([3, 255, 255, 255, 255, 1, 2, 3])],
  ])('%s does no harm to others', async (_name, frame) => {
    const changes = await watch(attacker.accessToken, `user_id=eq.${attacker.id}`)
    const socket = await openSocket()
    socket.send(frame)
    await changeCredits(attacker)
    await until(() => changes.length > 0, { what: 'the change on the good socket' })
    socket.close()
  })

  test('an oversized frame ends only the connection that sent it', async () => {
    const changes = await watch(attacker.accessToken, `user_id=eq.${attacker.id}`)
    const socket = await openSocket()
    const closed = once(socket, 'close')
    socket.on('error', () => undefined)
    socket.send('x'.repeat(8_000_000))
    await closed
    await changeCredits(attacker)
    await until(() => changes.length > 0, { what: 'the change on the good socket' })
  })
})

/** Joins with the unmodified client and collects what arrives, from the moment at which changes flow. */
async function watch(accessToken: string, filter?: string, table = 'user_credits'): Promise<Change[]> {
  const client = clientAs(stack, accessToken)
  clients.push(client)
  await client.realtime.setAuth(accessToken)
  const changes: Change[] = []
  const channel = client.channel(`watch-${clients.length}`)
  const target = { event: '*' as const, schema: 'public', table, ...(filter === undefined ? {} : { filter }) }
  channel.on('postgres_changes', target, (change) => changes.push(change as unknown as Change))
  await settled(channel)
  return changes
}

/** Resolves at the message that Postgres changes flow, which comes after SUBSCRIBED. */
function settled(channel: RealtimeChannel): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.on('system', {}, (message: { status: string; message: string }) => {
      if (message.status === 'ok') resolve()
      else reject(new Error(message.message))
    })
    channel.subscribe((status, error) => {
      if (status === 'CHANNEL_ERROR' || status === 'TIMED_OUT') reject(error ?? new Error(status))
    })
  })
}

/** For watchers that must see nothing: a change that a second channel has seen was offered to all before it. */
async function ownChangeOnAnotherChannel(): Promise<void> {
  const seen = await watch(attacker.accessToken, `user_id=eq.${attacker.id}`)
  await changeCredits(attacker)
  await until(() => seen.length > 0, { what: 'the own change on another channel' })
}

async function changeCredits(person: Person): Promise<void> {
  await database.query(
    "update public.user_credits set credits = credits + 1 where user_id = $1 and status = 'active'",
    [person.id],
  )
}

async function insertAndDeleteCredits(person: Person): Promise<void> {
  const { rows } = await database.query(
    'insert into public.user_credits (user_id, credits) values ($1, 5) returning id',
    [person.id],
  )
  await database.query('delete from public.user_credits where id = $1', [rows[0].id])
}

type Frame = [string | null, string | null, string, string, Record<string, unknown>]

function socketUrl(apikey = stack.publishable_key): string {
  return `${stack.api_url.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${apikey}&vsn=2.0.0`
}

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(socketUrl())
  await once(socket, 'open')
  return socket
}

function collect(socket: WebSocket): Frame[] {
  const frames: Frame[] = []
  socket.on('message', (data) => frames.push(JSON.parse(data.toString()) as Frame))
  return frames
}

function joinFrame(accessToken: string, change: Record<string, unknown> = {}): Frame {
  const config = {
    broadcast: { ack: false, self: false },
    presence: { key: '' },
    postgres_changes: [{ event: '*', schema: 'public', table: 'user_credits', ...change }],
    private: false,
  }
  return ['1', '1', 'realtime:raw', 'phx_join', { config, access_token: accessToken }]
}

function isSystemOk([, , , event, payload]: Frame): boolean {
  return event === 'system' && payload.status === 'ok'
}

async function joinRaw(accessToken: string): Promise<{ status: string; response: unknown }> {
  const socket = await openSocket()
  const frames = collect(socket)
  socket.send(JSON.stringify(joinFrame(accessToken)))
  const reply = await until(() => frames.find(([, , , event]) => event === 'phx_reply'), {
    what: 'the reply',
  })
  socket.close()
  return reply[4] as { status: string; response: unknown }
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
