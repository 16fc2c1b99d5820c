/** Protocol page, section 12: what supabase-js does by itself or offers beside channels, seen working. */
import { Worker as ThreadWorker } from 'node:worker_threads'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined, watch } from './support/client.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
const alice = '11111111-1111-4111-8111-111111111111'
const bob = '22222222-2222-4222-8222-222222222222'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`create table owned (id int primary key, user_id uuid);
    alter table owned enable row level security;
    create policy "Own" on owned for select to authenticated using (user_id = auth.uid());
    alter publication supabase_realtime add table owned;
    create policy "Read" on realtime.messages for select to authenticated using (true);
    create policy "Alice writes" on realtime.messages for insert to authenticated
      with check (auth.uid() = '${alice}')`)
})
afterAll(() => server.stop())

function endWithTest(client: SupabaseClient): SupabaseClient {
  onTestFinished(async () => {
    await client.removeAllChannels()
  })
  return client
}

test('httpSend delivers objects and bytes to a private channel, and rejects where it may not', async () => {
  const sender = endWithTest(await clientFor(server, userToken(alice)))
  const stranger = endWithTest(await clientFor(server, userToken(bob)))
  const heard: unknown[] = []
  const receiver = stranger.channel('http/private ü', { config: { private: true } })
  receiver.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push([event, payload]))
  expect((await joined(receiver)).status).toBe('SUBSCRIBED')
  const channel = sender.channel('http/private ü', { config: { private: true } })
  expect(await channel.httpSend('an object/1', { n: 1 })).toEqual({ success: true })
  expect(await channel.httpSend('bytes', new Uint8Array([1, 2]))).toEqual({ success: true })
  await until(() => heard.length === 2)
  expect(heard).toEqual([
    ['an object/1', { n: 1 }],
    ['bytes', new Uint8Array([1, 2]).buffer],
  ])
  await expect(receiver.httpSend('refused', {})).rejects.toThrow('Unauthorized')
})

test('a token callback is asked again with every heartbeat, and what it gives counts', async () => {
  let token = userToken(alice)
  const client = endWithTest(
    createClient(server.url, keys.publishableKey, {
      accessToken: async () => token,
      realtime: { heartbeatIntervalMs: 500 },
    }),
  )
  await client.realtime.setAuth()
  const watched = await watch(client, 'callback', { table: 'owned' })
  token = userToken(bob)
  await until(() => watched.system.length === 2)
  await server.sql.query(`insert into owned values (1, '${alice}'), (2, '${bob}')`)
  expect((await watched.untilEvents(1)).map((event) => event.new)).toEqual([{ id: 2, user_id: bob }])
  expect(watched.statuses).toEqual(['SUBSCRIBED'])
})

test('heartbeats out of a worker are answered', async () => {
  vi.stubGlobal('Worker', BrowserWorker)
  onTestFinished(() => void vi.unstubAllGlobals())
  const client = endWithTest(
    createClient(server.url, keys.publishableKey, {
      auth: { persistSession: false },
      realtime: { worker: true, heartbeatIntervalMs: 500 },
    }),
  )
  const statuses: string[] = []
  client.realtime.onHeartbeat((status) => statuses.push(status))
  expect((await joined(client.channel('worker'))).status).toBe('SUBSCRIBED')
  await until(() => statuses.filter((status) => status === 'ok').length >= 2)
  expect(statuses.slice(0, 2)).toEqual(['sent', 'ok'])
})

test('removeAllChannels ends the connection at once, and others see the leave', async () => {
  const [goes, stays] = [await clientFor(server, null), endWithTest(await clientFor(server, null))]
  const here = stays.channel('leaving', { config: { presence: { key: 'stays' } } })
  const left: string[] = []
  here.on('presence', { event: 'leave' }, ({ key }) => left.push(key))
  expect((await joined(here)).status).toBe('SUBSCRIBED')
  const there = goes.channel('leaving', { config: { presence: { key: 'goes', enabled: true } } })
  expect((await joined(there)).status).toBe('SUBSCRIBED')
  expect((await joined(goes.channel('another'))).status).toBe('SUBSCRIBED')
  await there.track({})
  await until(() => 'goes' in here.presenceState())
  expect(await goes.removeAllChannels()).toEqual(['ok', 'ok'])
  await until(() => left.length === 1)
  await until(() => !goes.realtime.isConnected())
  expect(left).toEqual(['goes'])
})

test('a client that waits is subscribed when it is told so, or is told why not', async () => {
  const client = endWithTest(await clientFor(server, userToken(alice)))
  const waiting = { config: { postgres_changes_options: { wait: true, timeout: 3_000 } } }
  const heard: unknown[] = []
  const channel = client
    .channel('waits', waiting)
    .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'owned' }, ({ new: row }) =>
      heard.push(row),
    )
  expect((await joined(channel)).status).toBe('SUBSCRIBED')
  await server.sql.query(`insert into owned values (11, '${alice}')`)
  await until(() => heard.length > 0)
  expect(heard).toEqual([{ id: 11, user_id: alice }])
  const nowhere = client
    .channel('waits in vain', waiting)
    .on('postgres_changes', { event: '*', schema: 'public', table: 'nowhere' }, () => {})
  const { status, error } = await joined(nowhere)
  expect(status).toBe('CHANNEL_ERROR')
  expect(error?.message).toMatch(/^"?RealtimeDisabledForConfiguration: Unable to subscribe to changes/)
})

test('a client that asks for it hears when broadcasts from the database flow', async () => {
  const client = endWithTest(await clientFor(server, userToken(alice)))
  const channel = client.channel('ready', {
    config: { private: true, broadcast: { replication_ready: true } },
  })
  const heard: string[] = []
  channel.on('system', {}, ({ message }: { message: string }) => heard.push(message))
  channel.on('broadcast', { event: 'sent' }, () => heard.push('sent'))
  channel.subscribe()
  await until(() => heard.length === 1)
  await server.sql.query(`select realtime.send('{}', 'sent', 'ready')`)
  await until(() => heard.length === 2)
  expect(heard).toEqual(['Replication connection established', 'sent'])
})

/** The worker of a browser, as far as the client uses it: a script of a blob, and messages. */
class BrowserWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  readonly #thread: Promise<ThreadWorker>

  constructor(url: string) {
    this.#thread = this.#start(url)
  }

  postMessage(data: unknown): void {
    void this.#thread.then((thread) => thread.postMessage(data))
  }

  terminate(): void {
    void this.#thread.then((thread) => thread.terminate())
  }

  async #start(url: string): Promise<ThreadWorker> {
    const script = await (await fetch(url)).text()
    const globals = `const { parentPort } = require('node:worker_threads')
      globalThis.postMessage = (data) => parentPort.postMessage(data)
      globalThis.addEventListener = (type, listener) => parentPort.on(type, (data) => listener({ data }));`
    const thread = new ThreadWorker(globals + script, { eval: true })
    thread.on('message', (data) => this.onmessage?.({ data }))
    thread.on('error', (error) => this.onerror?.(error))
    return thread
  }
}
