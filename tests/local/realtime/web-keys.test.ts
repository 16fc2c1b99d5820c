/** Protocol page, section 1: tokens signed by keys of a JSON Web Key Set, chosen by `kid`. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientFor, joined } from './support/client.ts'
import { openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, tokenOf, tokenSignedBy } from './support/tokens.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pairs = {
  RS256: rsa,
  RS384: rsa,
  RS512: rsa,
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  EdDSA: generateKeyPairSync('ed25519'),
}
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const claims = { role: 'authenticated', sub: '11111111-1111-4111-8111-111111111111' }

let server: TestServer
beforeAll(async () => {
  const webKeys = Object.entries(pairs).map(([alg, { publicKey }]) => ({
    ...(publicKey as KeyObject).export({ format: 'jwk' }),
    kid: alg,
    alg,
    use: 'sig',
  }))
  const secret = { kty: 'oct', kid: 'old', k: Buffer.from('an older secret').toString('base64url') }
  const unusable = { kty: 'EC', crv: 'P-256', kid: 'broken', x: 'x', y: 'y' }
  server = await startTestServer({}, { jwks: { keys: [...webKeys, secret, unusable] } })
})
afterAll(() => server.stop())

describe('a token', () => {
  test.each(Object.entries(pairs))('signed with %s joins', async (alg, { privateKey }) => {
    const client = await clientFor(server, tokenSignedBy(privateKey, { alg, kid: alg }, claims))
    expect((await joined(client.channel('signed'))).status).toBe('SUBSCRIBED')
    await client.removeAllChannels()
  })

  test.each([
    ['without a kid', tokenSignedBy(pairs.ES256.privateKey, { alg: 'ES256' }, claims), 'JwtSignerError'],
    [
      'of an unknown kid',
      tokenSignedBy(pairs.ES256.privateKey, { alg: 'ES256', kid: 'x' }, claims),
      'JwtSignerError',
    ],
    [
      'whose kid belongs to another kind of key',
      tokenSignedBy(pairs.ES256.privateKey, { alg: 'ES256', kid: 'RS256' }, claims),
      'JwtSignerError',
    ],
    [
      'of a key that cannot be read',
      tokenSignedBy(pairs.ES256.privateKey, { alg: 'ES256', kid: 'broken' }, claims),
      'JwtSignerError',
    ],
    [
      'signed by somebody else',
      tokenSignedBy(stranger.privateKey, { alg: 'ES256', kid: 'ES256' }, claims),
      'JwtSignatureError',
    ],
  ])('%s is refused', async (_what, token, reason) => {
    const client = await clientFor(server, token)
    expect((await joined(client.channel('refused'))).error?.message).toContain(reason)
    await client.removeAllChannels()
  })

  test('of the shared secret holds whatever kid it names, but for that of another secret', async () => {
    const reasons = await Promise.all(
      [
        tokenOf(claims, keys.jwtSecret, { kid: 'RS256' }),
        tokenOf(claims, 'an older secret', { kid: 'old' }),
        tokenOf(claims, keys.jwtSecret, { kid: 'old' }),
        // What is public must not serve as a secret.
        tokenOf(claims, String(rsa.publicKey.export({ format: 'pem', type: 'spki' })), { kid: 'RS256' }),
      ].map(async (token) => {
        const client = await clientFor(server, token)
        const { status, error } = await joined(client.channel('shared'))
        await client.removeAllChannels()
        return error?.message ?? status
      }),
    )
    expect(reasons).toEqual([
      'SUBSCRIBED',
      'SUBSCRIBED',
      expect.stringContaining('JwtSignatureError'),
      expect.stringContaining('JwtSignatureError'),
    ])
  })

  test('opens connections and sends over HTTP', async () => {
    const token = tokenSignedBy(pairs.EdDSA.privateKey, { alg: 'EdDSA', kid: 'EdDSA' }, claims)
    const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${token}&vsn=2.0.0`
    const socket = await openRawSocket(url)
    socket.close()
    const response = await fetch(`${server.url}/realtime/v1/api/broadcast`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ topic: 't', event: 'e', payload: {} }] }),
    })
    expect(response.status).toBe(202)
  })
})
