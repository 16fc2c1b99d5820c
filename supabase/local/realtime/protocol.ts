/**
 * The frames of Realtime's two protocol versions: text of 1.0.0 (objects) and 2.0.0 (arrays), and the
 * binary user broadcast of 2.0.0 (kind 3 from a client, kind 4 to a client).
 * Kinds 0 to 2 are never sent: the client cannot decode them.
 */
import { sliceElement, sliceMember } from './json-slice.ts'

export type Version = 1 | 2

/** A ref is echoed as it came; clients send decimal strings or null. */
export type Ref = string | number | null

export type ClientMessage = {
  joinRef: Ref
  ref: Ref
  topic: string
  event: string
  /** Null when it is no object. */
  payload: Record<string, unknown> | null
  /** The payload's own text, for what is forwarded verbatim. */
  payloadText(): string
}

export type UserBroadcast = {
  joinRef: Ref
  ref: Ref
  topic: string
  event: string
  isJson: boolean
  meta: Record<string, unknown>
  payload: Buffer
}

/** What a frame that is well-formed JSON but addressed to no topic gets back. */
export type Unaddressed = { joinRef: Ref; ref: Ref; topicText: string }

export type Incoming =
  | { kind: 'message'; message: ClientMessage }
  | { kind: 'user-broadcast'; broadcast: UserBroadcast }
  | { kind: 'binary-push'; push: Omit<UserBroadcast, 'isJson' | 'meta'> }
  | { kind: 'unaddressed'; unaddressed: Unaddressed }
  | { kind: 'malformed' }

const malformed: Incoming = { kind: 'malformed' }

/** Reads one text frame. Whatever is not a message of this version is `malformed`; it never throws. */
export function decodeText(version: Version, text: string): Incoming {
  try {
    const value: unknown = JSON.parse(text)
    return version === 2 ? fromArray(value, text) : fromObject(value, text)
  } catch {
    // No JSON, or a topic nested too deeply to be echoed.
    return malformed
  }
}

function fromArray(value: unknown, text: string): Incoming {
  if (!Array.isArray(value) || value.length < 5) return malformed
  const [joinRef, ref, topic, event, payload] = value
  return toMessage(joinRef, ref, topic, event, payload, () => sliceElement(text, 4) ?? '{}')
}

function fromObject(value: unknown, text: string): Incoming {
  if (!isRecord(value)) return malformed
  const { join_ref: joinRef, ref, topic, event, payload } = value
  if (topic === undefined || event === undefined || payload === undefined || ref === undefined)
    return malformed
  return toMessage(joinRef, ref, topic, event, payload, () => sliceMember(text, 'payload') ?? '{}')
}

function toMessage(
  joinRef: unknown,
  ref: unknown,
  topic: unknown,
  event: unknown,
  payload: unknown,
  payloadText: () => string,
): Incoming {
  const refs = { joinRef: toRef(joinRef), ref: toRef(ref) }
  if (typeof topic !== 'string') {
    return { kind: 'unaddressed', unaddressed: { ...refs, topicText: JSON.stringify(topic) } }
  }
  const message = {
    ...refs,
    topic,
    // No event has an empty name, so that one is ignored like any unknown event.
    event: typeof event === 'string' ? event : '',
    payload: isRecord(payload) ? payload : null,
    payloadText,
  }
  return { kind: 'message', message }
}

function toRef(value: unknown): Ref {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isJsonText(payload: Buffer): boolean {
  try {
    JSON.parse(payload.toString('utf8'))
    return true
  } catch {
    return false
  }
}

/** The text of one frame; `payload` is JSON text. Version 1 has no join ref. */
export function encodeText(
  version: Version,
  joinRef: Ref,
  ref: Ref,
  topic: string,
  event: string,
  payload: string,
): string {
  const [refText, topicText, eventText] = [JSON.stringify(ref), JSON.stringify(topic), JSON.stringify(event)]
  if (version === 2) return `[${JSON.stringify(joinRef)},${refText},${topicText},${eventText},${payload}]`
  return `{"ref":${refText},"event":${eventText},"topic":${topicText},"payload":${payload}}`
}

/** The answer to a frame without a usable topic: the topic is echoed as the JSON it was. */
export function encodeUnaddressed(version: Version, { joinRef, ref, topicText }: Unaddressed): string {
  const payload = '{"status":"error","response":{"reason":"unmatched topic"}}'
  const refText = JSON.stringify(ref)
  if (version === 2) return `[${JSON.stringify(joinRef)},${refText},${topicText},"phx_reply",${payload}]`
  return `{"ref":${refText},"event":"phx_reply","topic":${topicText},"payload":${payload}}`
}

const kindPush = 0
const kindUserBroadcastPush = 3
const kindUserBroadcast = 4
const maxFieldBytes = 255

/** Reads one binary frame of version 2. */
export function decodeBinary(frame: Buffer): Incoming {
  if (frame[0] === kindUserBroadcastPush) return decodeUserBroadcast(frame)
  if (frame[0] === kindPush) return decodeBinaryPush(frame)
  return malformed
}

function decodeUserBroadcast(frame: Buffer): Incoming {
  if (frame.length < 7) return malformed
  const reader = fieldReader(frame, 7)
  const [joinRef, ref, topic, event, metaText] = [1, 2, 3, 4, 5].map((at) => reader.field(frame[at] ?? 0))
  const meta = parseMeta(metaText ?? '')
  if (reader.isShort() || topic === undefined || event === undefined || meta === null) return malformed
  const broadcast = {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event,
    isJson: frame[6] !== 0,
    meta,
    payload: reader.rest(),
  }
  return { kind: 'user-broadcast', broadcast }
}

function decodeBinaryPush(frame: Buffer): Incoming {
  if (frame.length < 5) return malformed
  const reader = fieldReader(frame, 5)
  const [joinRef, ref, topic, event] = [1, 2, 3, 4].map((at) => reader.field(frame[at] ?? 0))
  if (reader.isShort() || topic === undefined || event === undefined) return malformed
  const push = { joinRef: joinRef || null, ref: ref || null, topic, event, payload: reader.rest() }
  return { kind: 'binary-push', push }
}

function fieldReader(frame: Buffer, start: number) {
  let position = start
  return {
    field(byteLength: number): string {
      const text = frame.toString('utf8', position, position + byteLength)
      position += byteLength
      return text
    },
    isShort: () => position > frame.length,
    rest: () => frame.subarray(position),
  }
}

/** Null when it is no JSON. */
function parseMeta(text: string): Record<string, unknown> | null {
  if (text === '') return {}
  try {
    const meta: unknown = JSON.parse(text)
    return isRecord(meta) ? meta : {}
  } catch {
    return null
  }
}

/** A kind 4 frame, or null when a header field is longer than its one-byte size allows. */
export function encodeUserBroadcast(
  topic: string,
  event: string,
  meta: string,
  isJson: boolean,
  payload: Buffer,
): Buffer | null {
  const fields = [topic, event, meta].map((text) => Buffer.from(text, 'utf8'))
  if (fields.some((field) => field.length > maxFieldBytes)) return null
  const header = Buffer.from([kindUserBroadcast, ...fields.map((field) => field.length), isJson ? 1 : 0])
  return Buffer.concat([header, ...fields, payload])
}
