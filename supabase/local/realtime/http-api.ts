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

type Sent = { topic: string; event: string; isPrivate: boolean; broadcast: Broadcast; id?: string }

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
  const url = URL.parse(request.url ?? '/', 'http://localhost')
  const route = url?.pathname.match(/\/api\/broadcast(?:\/([^/]+)\/events\/([^/]+))?\/?$/)
  if (request.method === 'OPTIONS') return { status: 204 }
  if (!url || !route || request.method !== 'POST') return { status: 404, body: 'Not Found' }
  const claims = authenticate(request, services.keys)
  if (!claims) return unauthorized
  const body = await readBody(request, services.limits.maxFrameBytes)
  if (!body) return { status: 413, body: { message: 'Payload too large' } }
  const [, topic, event] = route
  if (topic === undefined || event === undefined) return answerBatch(request, body, claims, services)
  return answerSingle(request, url, { topic, event }, body, claims, services)
}

const tooMany: Answer = { status: 429, body: { message: 'You have exceeded your rate limit' } }
const badRequest: Answer = { status: 400, body: 'Bad Request' }
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
  if (parsed === undefined) return badRequest
  const messages = isRecord(parsed) ? (parsed.messages ?? []) : []
  if (!Array.isArray(messages) || !messages.every(isRecord))
    return unprocessable({ messages: ['is invalid'] })
  if (messages.length === 0) return unprocessable({ messages: ["can't be blank"] })
  const { maxBroadcastBytes } = services.limits
  const errors = messages.map((message) => messageErrors(message, maxBroadcastBytes))
  if (errors.some((error) => Object.keys(error).length > 0)) return unprocessable({ messages: errors })
  const sent = messages.map(toSent)
  if (sent.length > services.limits.maxHttpBroadcastsPerSecond)
    return { status: 429, body: { message: 'Too many messages to broadcast, please reduce the batch size' } }
  if (!services.httpRate.take(sent.length)) return tooMany
  for (const message of sent) {
    // What the caller may not write is left out without a word.
    if (await mayWrite(message, claims, request, services)) deliver(message, services)
  }
  return { status: 202 }
}

type Errors = Record<string, string[]>

function messageErrors(message: Record<string, unknown>, maxBytes: number): Errors {
  const { id, topic, event, payload, private: isPrivate } = message
  const isSizeRight = !isRecord(payload) || Buffer.byteLength(JSON.stringify(payload)) <= maxBytes
  return {
    ...textErrors('event', event),
    ...(payload === undefined || payload === null ? { payload: ["can't be blank"] } : {}),
    ...(isRecord(payload) || payload === undefined || payload === null ? {} : { payload: ['is invalid'] }),
    ...(isSizeRight ? {} : { payload: ['Payload size exceeds tenant limit'] }),
    ...textErrors('topic', topic),
    ...(id === undefined || id === null || typeof id === 'string' ? {} : { id: ['is invalid'] }),
    ...(isFlag(isPrivate) ? {} : { private: ['is invalid'] }),
  }
}

function textErrors(name: string, value: unknown): Errors {
  if (value === undefined || value === null) return { [name]: ["can't be blank"] }
  if (typeof value !== 'string') return { [name]: ['is invalid'] }
  return value.trim() === '' ? { [name]: ["can't be blank"] } : {}
}

const trueTexts: unknown[] = [true, 'true', '1']
const falseTexts: unknown[] = [false, 'false', '0', undefined, null]

function isFlag(value: unknown): boolean {
  return trueTexts.includes(value) || falseTexts.includes(value)
}

function toSent({ id, topic, event, payload, private: isPrivate }: Record<string, unknown>): Sent {
  const meta = typeof id === 'string' && id !== '' ? { meta: { id } } : {}
  const text = JSON.stringify({ event, ...meta, payload, type: 'broadcast' })
  return {
    topic: String(topic),
    event: String(event),
    isPrivate: trueTexts.includes(isPrivate),
    broadcast: { kind: 'text', payload: text },
    ...(typeof id === 'string' ? { id } : {}),
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
  const isJson = jsonOrBytes(request.headers['content-type'])
  if (isJson === null) {
    return {
      status: 415,
      body: { error: 'Unsupported Media Type. Use application/json or application/octet-stream' },
    }
  }
  const payload = isJson && body.length === 0 ? Buffer.from('{}') : body
  if (isJson && parseJson(payload) === undefined) return badRequest
  if (payload.length > services.limits.maxBroadcastBytes)
    return unprocessable({ payload: ['Payload size exceeds tenant limit'] })
  const isKept = isPersistWanted(persistOf(url))
  if (isKept && url.searchParams.get('private') !== 'true')
    return unprocessable({ persist: ['can only be used on private channels'] })
  const [topic, event] = [decode(route.topic), decode(route.event)]
  if (topic === null || event === null) return badRequest
  if (!services.httpRate.take()) return tooMany
  const broadcast: Broadcast = { kind: 'user', event, isJson, payload, meta: '' }
  const sent = { topic, event, isPrivate: url.searchParams.get('private') === 'true', broadcast }
  if (!(await mayWrite(sent, claims, request, services)))
    return { status: 403, body: { message: 'Unauthorized' } }
  deliver(sent, services)
  if (isKept && (await mayWrite(sent, claims, request, services, 'persistence')))
    await services.stored.store({ topic, event, isJson, payload })
  return { status: 202 }
}

/** True for JSON, also where no type is given, false for bytes, null for anything else. */
function jsonOrBytes(header: string | undefined): boolean | null {
  const type = header?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined || type === 'application/json') return true
  return type === 'application/octet-stream' ? false : null
}

function unprocessable(errors: Record<string, unknown>): Answer {
  return { status: 422, body: { errors } }
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

function deliver({ topic: name, isPrivate, broadcast, id }: Sent, services: Services): void {
  const topic = services.topics.find(`realtime:${name}`, isPrivate)
  if (topic) fanOut(topic, broadcast, id === undefined ? {} : { messageId: id })
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
