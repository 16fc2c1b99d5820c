import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldErrors } from '@/lib/action/field-errors'
import { idempotencyKeyOf, ifMatchOf, requireSeenVersion, seenVersion } from '@/lib/action/preconditions'
import { problem } from '@/lib/action/problem'
import { ProtocolError } from '@/lib/action/protocol-error'
import { BODY_LIMIT_BYTES, readBytes, readJson } from '@/lib/action/request-body'
import { requireSameOrigin } from '@/lib/action/same-origin'

const APP = 'https://app.example'
const KEY = '0e9de7f0-2d6a-4b6a-9a37-0d3c3a6f5a11'

function request(headers: Record<string, string>, body?: BodyInit): Request {
  return new Request(`${APP}/api/things`, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body, duplex: 'half' }),
  } as RequestInit)
}

describe('a write by cookie', () => {
  test.each([
    ['from the app', { origin: APP }],
    [
      'from the address that the request was sent to',
      { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' },
    ],
    ['from a browser that says so without an origin', { 'sec-fetch-site': 'same-origin' }],
  ])('%s is let through', (_name, headers) => {
    expect(() => requireSameOrigin(request(headers as Record<string, string>), APP)).not.toThrow()
  })

  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from a site whose name begins alike', { origin: `${APP}.evil.example` }],
    ['from another port', { origin: `${APP}:8443` }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['from a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['that says nothing', {}],
    ['that claims both', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ])('%s is refused', (_name, headers) => {
    expect(() => requireSameOrigin(request(headers as Record<string, string>), APP)).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    )
  })
})

describe('a body', () => {
  const json = { 'content-type': 'application/json' }

  test('is JSON by any of its names', async () => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/merge-patch+json',
    ]) {
      expect(await readJson(request({ 'content-type': type }, '{"a":1}'))).toEqual({ a: 1 })
    }
  })

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/jsonx', ''])(
    'of another type is refused: %s',
    async (type) => {
      const sent = request(type === '' ? {} : { 'content-type': type }, new TextEncoder().encode('{}'))
      await expect(readJson(sent)).rejects.toMatchObject({ status: 415 })
    },
  )

  test.each([
    ['nothing', ''],
    ['half of it', '{"a":'],
    ['no UTF-8', new Uint8Array([34, 255, 34])],
  ])('that is %s is refused', async (_name, body) => {
    await expect(readJson(request(json, body))).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('that says it is too large is refused unread', async () => {
    const sent = request({ ...json, 'content-length': String(BODY_LIMIT_BYTES + 1) }, '{}')
    await expect(readJson(sent)).rejects.toMatchObject({ status: 413 })
    expect(sent.bodyUsed).toBe(false)
  })

  test('that is too large without saying so is read no further than the limit', async () => {
    let sentBytes = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024))
        sentBytes += 64 * 1024
      },
    })
    await expect(readBytes(request({}, endless))).rejects.toMatchObject({ status: 413 })
    expect(sentBytes).toBeLessThan(BODY_LIMIT_BYTES * 2)
  })

  test('can be had byte by byte, for what is signed', async () => {
    const bytes = new Uint8Array([123, 32, 125, 255, 0])
    expect(await readBytes(request({}, bytes))).toEqual(bytes)
  })
})

describe('the version that was seen', () => {
  test('is an ETag of ours, or any', () => {
    expect(ifMatchOf(request({}))).toBeNull()
    expect(ifMatchOf(request({ 'if-match': '"12"' }))).toBe(12)
    expect(ifMatchOf(request({ 'if-match': ' * ' }))).toBe('any')
  })

  test.each(['12', 'W/"12"', '"1", "2"', '"-1"', '"12345678901"', ''])('%j is none', (text) => {
    expect(() => ifMatchOf(request({ 'if-match': text }))).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    )
  })

  test('may be in the header or in the body, or the same in both', () => {
    expect(seenVersion(null, 3)).toBe(3)
    expect(seenVersion(3, undefined)).toBe(3)
    expect(seenVersion(3, 3)).toBe(3)
    expect(seenVersion('any', 3)).toBe(3)
    expect(() => seenVersion(2, 3)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
    expect(() => requireSeenVersion(null)).toThrow(expect.objectContaining({ status: 428 }))
  })
})

test('an idempotency key is a UUID, in quotes or without', () => {
  expect(idempotencyKeyOf(request({}))).toBeNull()
  for (const text of [KEY, `"${KEY}"`])
    expect(idempotencyKeyOf(request({ 'idempotency-key': text }))).toBe(KEY)
  expect(() => idempotencyKeyOf(request({ 'idempotency-key': 'again' }))).toThrow(
    expect.objectContaining({ code: 'invalid_input' }),
  )
})

test('what is wrong is named by its path, an unknown field by its name', () => {
  const schema = z.strictObject({ a: z.int(), deep: z.strictObject({ b: z.string() }) })
  const { error } = schema.safeParse({ a: 'x', c: 1, deep: { b: 1, d: 2 } })
  expect(error && Object.keys(fieldErrors(error)).toSorted()).toEqual(['a', 'c', 'deep.b', 'deep.d'])
})

test.each(['__proto__', 'constructor', 'toString'])('a field may be called %s', (name) => {
  const { error } = z.strictObject({ a: z.int() }).safeParse(JSON.parse(`{"a": 1, "${name}": 1}`))
  expect(error && Object.entries(fieldErrors(error))).toEqual([[name, ['There is no such field.']]])
})

test('a refusal of HTTP has its status and its words', async () => {
  const response = problem(new ProtocolError(405, 'POST is not possible here. Use GET.'), { allow: 'GET' })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET')
  expect(await response.json()).toEqual({
    type: 'about:blank',
    title: 'Method Not Allowed',
    status: 405,
    detail: 'POST is not possible here. Use GET.',
    code: 'invalid_input',
  })
})
