/** Protocol page, section 1: who may connect, and how. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined } from './support/client.ts'
import { HandshakeRefused, openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, tokenOf } from './support/tokens.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ idleTimeoutMs: 300, emptySocketMs: 60_000, sweepEveryMs: 50 })
})
afterAll(() => server.stop())

function open(query: string, headers: Record<string, string> = {}) {
  return openRawSocket(`${server.url.replace('http', 'ws')}/realtime/v1/websocket?${query}`, headers)
}

async function refusal(query: string): Promise<HandshakeRefused> {
  const result = await open(query).catch((error: unknown) => error)
  if (result instanceof HandshakeRefused) return result
  throw new Error(`not refused: ${String(result)}`)
}

const noSigner = 'Failed to generate JWT signer, check your JWT secret or JWKS configuration'

describe('a handshake', () => {
  test.each([
    ['the publishable key', `apikey=${keys.publishableKey}`],
    ['the secret key', `apikey=${keys.secretKey}`],
    ['a signed key of role anon', `apikey=${tokenOf({ role: 'anon' })}`],
    ['a log level and unknown parameters', `apikey=${keys.publishableKey}&log_level=info&anything=1`],
  ])('is accepted with %s', async (_name, query) => {
    const socket = await open(`${query}&vsn=2.0.0`)
    socket.close()
  })

  test('takes the key from the header x-api-key before the query', async () => {
    const socket = await open('apikey=nonsense&vsn=2.0.0', { 'x-api-key': keys.publishableKey })
    socket.close()
  })

  test.each([
    ['a key that is no token', `apikey=nonsense`, 'The token provided is not a valid JWT'],
    ['an unknown sb_ key', `apikey=sb_publishable_other`, 'The token provided is not a valid JWT'],
    ['no key', '', 'API key is missing'],
    [
      'a foreign signature',
      `apikey=${tokenOf({ role: 'anon' }, 'x'.repeat(32))}`,
      'Failed to validate JWT signature',
    ],
    ['an unsigned token', `apikey=${unsigned()}`, noSigner],
    ['an algorithm that is no text', `apikey=${unsigned({ toString: 1 })}`, noSigner],
    ['an algorithm named like a member', `apikey=${unsigned('__proto__')}`, noSigner],
    ['an expired token', `apikey=${tokenOf({ role: 'anon', exp: 1_000_000_000 })}`, 'Token has expired'],
    ['a token without a role', `apikey=${tokenOf({})}`, 'Fields `role` and `exp` are required in JWT'],
    [
      'a token without an end',
      `apikey=${tokenOf({ role: 'anon', exp: null })}`,
      'Fields `role` and `exp` are required in JWT',
    ],
  ])('is refused with 401 for %s', async (_name, query, error) => {
    const { status, body } = await refusal(`${query}&vsn=2.0.0`)
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 401, body: { error } })
  })

  test('is refused with 500 for a claim of the wrong type', async () => {
    const { status, body } = await refusal(`apikey=${tokenOf({ role: 'anon', exp: 'soon' })}&vsn=2.0.0`)
    expect({ status, body }).toEqual({ status: 500, body: '{"error":"Error connecting to Realtime"}' })
  })

  test('takes a key with white space in it and encoded twice', async () => {
    const token = encodeURIComponent(`${tokenOf({ role: 'anon' })} \n`)
    const socket = await openRawSocket(
      `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${encodeURIComponent(token)}`,
    )
    socket.close()
    await socket.untilReceived(1)
  })

  test('is refused with 403 for an unknown protocol version', async () => {
    expect(await refusal(`apikey=${keys.publishableKey}&vsn=3.0.0`)).toMatchObject({ status: 403, body: '' })
  })

  test('speaks version 1.0.0 when none is asked for', async () => {
    const socket = await open(`apikey=${keys.publishableKey}`)
    socket.send('{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"1"}')
    await socket.untilReceived(1)
    expect(socket.messages()).toEqual([
      { ref: '1', event: 'phx_reply', topic: 'phoenix', payload: { status: 'ok', response: {} } },
    ])
    socket.close()
  })

  test('never negotiates compression', async () => {
    const socket = await open(`apikey=${keys.publishableKey}&vsn=2.0.0`)
    expect(socket.webSocket.extensions).toBe('')
    socket.close()
  })
})

test('a socket without any incoming frame is closed with 1000', async () => {
  const socket = await open(`apikey=${keys.publishableKey}&vsn=2.0.0`)
  await until(() => socket.received.some((frame) => 'close' in frame && frame.close === 1000))
})

test('a frame over the limit ends the connection', async () => {
  const socket = await open(`apikey=${keys.publishableKey}&vsn=2.0.0`)
  socket.send(`[null,"1","phoenix","heartbeat",{"x":"${'x'.repeat(5_000_001)}"}]`)
  await until(() => socket.received.some((frame) => 'close' in frame))
})

test.each([['1.0.0'], ['2.0.0']])('supabase-js with version %s joins and leaves', async (vsn) => {
  const client = await clientFor(server, null)
  const channel = client.channel('a room')
  expect(vsn === '1.0.0' ? await joinWithVersion1() : (await joined(channel)).status).toBe('SUBSCRIBED')
  await client.removeAllChannels()
})

async function joinWithVersion1(): Promise<string> {
  const { RealtimeClient } = await import('@supabase/supabase-js')
  const client = new RealtimeClient(`${server.url}/realtime/v1`, {
    params: { apikey: keys.publishableKey },
    vsn: '1.0.0',
  })
  const { status } = await joined(client.channel('a room'))
  await client.removeAllChannels()
  return status
}

function unsigned(alg: unknown = 'none'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg })}.${part({ role: 'service_role', exp: 9_999_999_999 })}.x`
}
