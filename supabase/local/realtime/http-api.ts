/**
 * Broadcasts over HTTP: a batch (`POST …/api/broadcast`) or one message
 * (`POST …/api/broadcast/<topic>/events/<event>`).
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Extension } from './authorize.ts'
import { type Broadcast, fanOut } from './broadcast.ts'
import { isRecord } from './protocol.ts'
import type { Services } from './services.ts'
import { isPersistWanted } from './stored-broadcasts.ts'
import { type Claims, claimsOfKey, type TokenKeys, verifyToken } from './tokens.ts'

type Answer = { status: number; body?: unknown }

type Sent = { topic: string; event: string; isPrivate: boolean; broadcast: Broadcast }

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'apikey, authorization, content-type, x-client-info',
  'access-control-max-age': '86400',
}

/** Answers one request; it never throws. */
export function handleBroadcastRequest(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
): void {
  answer(request, services)
    .catch((error: unknown): Answer => {
      services.log(`realtime: a broadcast over HTTP failed: ${String(error)}`)
      return { status: 500, body: { message: 'Internal server error' } }
    })
    .then(({ status, body }) => {
      const text = body === undefined ? '' : JSON.stringify(body)
      const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
      response
        .writeHead(status, { ...corsHeaders, ...type, 'content-length': Buffer.byteLength(text) })
        .end(text)
    })
}

async function answer(request: IncomingMessage, services: Services): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const route = url.pathname.match(/\/api\/broadcast(?:\/([^/]+)\/events\/([^/]+))?\/?$/)
  if (request.method === 'OPTIONS') return { status: 204 }
  if (!route) return { status: 404, body: { message: 'Not found' } }
  if (request.method !== 'POST') return { status: 405, body: { message: 'Method not allowed' } }
  const claims = authenticate(request, services.keys)
  if (!claims) return unauthorized
  const body = await readBody(request, services.limits.maxFrameBytes)
  if (!body) return { status: 413, body: { message: 'Payload too large' } }
  const [, topic, event] = route
  if (topic === undefined || event === undefined) return answerBatch(request, body, claims, services)
  return answerSingle(request, url, { topic, event }, body, claims, services)
}

const tooMany: Answer = { status: 429, body: { message: 'You have exceeded your rate limit' } }
const unauthorized: Answer = { status: 401, body: { message: 'Unauthorized' } }

function authenticate(request: IncomingMessage, keys: TokenKeys): Claims | null {
  const bearer = request.headers.authorization?.match(/^Bearer\s+(.+)$/i)?.[1]
  const apiKey = request.headers.apikey
  const token = bearer ?? (typeof apiKey === 'string' ? apiKey : null)
  if (!token) return null
  const known = claimsOfKey(token, keys)
  if (known) return known
  const result = verifyToken(token, keys)
  return 'claims' in result ? result.claims : null
}

/** Null when the body is too large. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function answerBatch(
  request: IncomingMessage,
  body: Buffer,
  claims: Claims,
  services: Services,
): Promise<Answer> {
  const parsed = parseJson(body)
  const messages = isRecord(parsed) ? parsed.messages : undefined
  if (!Array.isArray(messages)) return { status: 422, body: { errors: { messages: ["can't be blank"] } } }
  const errors = messages.map(messageErrors)
  if (errors.some((error) => Object.keys(error).length > 0))
    return { status: 422, body: { errors: { messages: errors } } }
  const sent = messages.map(toSent)
  const isTooLarge = sent.some(
    ({ broadcast }) => broadcast.payload.length > services.limits.maxBroadcastBytes,
  )
  if (isTooLarge)
    return {
      status: 422,
      body: { errors: { messages: [{ payload: ['Payload size exceeds tenant limit'] }] } },
    }
  if (sent.length > services.limits.maxHttpBroadcastsPerSecond)
    return { status: 429, body: { message: 'Too many messages to broadcast, please reduce the batch size' } }
  if (!services.httpRate.take(sent.length)) return tooMany
  for (const message of sent) {
    // What the caller may not write is left out without a word.
    if (await mayWrite(message, claims, request, services)) deliver(message, services)
  }
  return { status: 202 }
}

function messageErrors(message: unknown): Record<string, string[]> {
  const { topic, event, payload } = isRecord(message) ? message : {}
  return {
    ...(typeof event === 'string' && event !== '' ? {} : { event: ["can't be blank"] }),
    ...(isRecord(payload) ? {} : { payload: [payload === undefined ? "can't be blank" : 'is invalid'] }),
    ...(typeof topic === 'string' && topic !== '' ? {} : { topic: ["can't be blank"] }),
  }
}

function toSent(message: Record<string, unknown>): Sent {
  const { event, payload } = message
  const text = JSON.stringify({ event, payload, type: 'broadcast' })
  return {
    topic: String(message.topic),
    event: String(event),
    isPrivate: message.private === true,
    broadcast: { kind: 'text', payload: text },
  }
}

async function answerSingle(
  request: IncomingMessage,
  url: URL,
  route: { topic: string; event: string },
  body: Buffer,
  claims: Claims,
  services: Services,
): Promise<Answer> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  const isJson = type === 'application/json'
  if (!isJson && type !== 'application/octet-stream') {
    return {
      status: 415,
      body: { error: 'Unsupported media type: use application/json or application/octet-stream' },
    }
  }
  if (isJson && parseJson(body) === undefined)
    return { status: 422, body: { errors: { payload: ['is invalid'] } } }
  if (body.length > services.limits.maxBroadcastBytes) {
    return { status: 422, body: { errors: { payload: ['Payload size exceeds tenant limit'] } } }
  }
  const isKept = isPersistWanted(persistOf(url))
  if (isKept && url.searchParams.get('private') !== 'true')
    return { status: 422, body: { errors: { persist: ['can only be used on private channels'] } } }
  const [topic, event] = [decode(route.topic), decode(route.event)]
  if (topic === null || event === null) return { status: 422, body: { errors: { topic: ['is invalid'] } } }
  if (!services.httpRate.take()) return tooMany
  const broadcast: Broadcast = { kind: 'user', event, isJson, payload: body, meta: '' }
  const sent = { topic, event, isPrivate: url.searchParams.get('private') === 'true', broadcast }
  if (!(await mayWrite(sent, claims, request, services)))
    return { status: 403, body: { message: 'Unauthorized' } }
  deliver(sent, services)
  if (isKept && (await mayWrite(sent, claims, request, services, 'persistence')))
    await services.stored.store({ topic, event, isJson, payload: body })
  return { status: 202 }
}

/** `?persist=true` or `?persist[ttl]=60`. */
function persistOf(url: URL): unknown {
  const ttl = url.searchParams.get('persist[ttl]')
  return ttl === null ? url.searchParams.get('persist') === 'true' : { ttl: Number(ttl) }
}

async function mayWrite(
  sent: Sent,
  claims: Claims,
  request: IncomingMessage,
  services: Services,
  extension: Extension = 'broadcast',
): Promise<boolean> {
  if (!sent.isPrivate) return true
  const { authorization: _authorization, cookie: _cookie, ...headers } = request.headers
  return services.authorizer.isWritable(claims, sent.topic, extension, JSON.stringify(headers))
}

function deliver({ topic: name, isPrivate, broadcast }: Sent, services: Services): void {
  const topic = services.topics.find(`realtime:${name}`, isPrivate)
  if (topic) fanOut(topic, broadcast)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
