/** What a client may ask of presence, and how its outcome is told to the members of a topic. */
import { isDeeperThan, type PresenceDiff } from './presence.ts'
import { encodeText, isRecord, type Version } from './protocol.ts'
import type { Topic } from './topics.ts'
import { textFrame } from './websocket-frame.ts'

export type PresenceCall =
  | { kind: 'call'; event: 'track' | 'untrack'; payload: Record<string, unknown>; bytes: number }
  /** Answered with this, and nothing else. */
  | { kind: 'answer'; status: 'ok' | 'error'; response: string }
  /** Ends the channel. */
  | { kind: 'too large' }

/** Far more than anybody needs; thousands would overflow the stack when the state is printed. */
const maxDepth = 100

/** Reads the payload of a `presence` message; what is tracked may take so many bytes. */
export function readPresenceCall(message: Record<string, unknown>, maxBytes: number): PresenceCall {
  if (message.event === undefined) return { kind: 'answer', status: 'ok', response: '{}' }
  const event = typeof message.event === 'string' ? message.event.toLowerCase() : null
  if (event === 'untrack') return { kind: 'call', event, payload: {}, bytes: 0 }
  if (event !== 'track') return { kind: 'answer', status: 'error', response: '{}' }
  const payload = message.payload === undefined ? {} : message.payload
  if (!isRecord(payload)) return failure('Presence track payload must be a map')
  if (isDeeperThan(maxDepth, payload)) return failure('Presence track payload is nested too deeply')
  const bytes = Buffer.byteLength(JSON.stringify(payload))
  return bytes > maxBytes ? { kind: 'too large' } : { kind: 'call', event, payload, bytes }
}

function failure(reason: string): PresenceCall {
  return { kind: 'answer', status: 'error', response: JSON.stringify({ reason }) }
}

/** Tells everybody who may read presence, the one concerned included; one frame for all of a version. */
export function sendDiff(topic: Topic, diff: PresenceDiff | null): void {
  if (!diff) return
  const payload = JSON.stringify(diff)
  const frames = new Map<Version, Buffer>()
  for (const member of topic.members) {
    if (!member.canReadPresence()) continue
    const { version } = member
    const frame =
      frames.get(version) ?? textFrame(encodeText(version, null, null, topic.name, 'presence_diff', payload))
    frames.set(version, frame)
    member.send(frame)
  }
}
