/**
 * Hands one broadcast to the members of a topic. What came as a text frame goes out as text, its payload
 * verbatim; what came as a user broadcast goes out as kind 4 to version 2 and as text to version 1, which
 * cannot take raw bytes.
 */
import { encodeText, encodeUserBroadcast, type Version } from './protocol.ts'
import type { Member, Topic } from './topics.ts'
import { binaryFrame, textFrame } from './websocket-frame.ts'

export type Broadcast =
  | { kind: 'text'; payload: string }
  | { kind: 'user'; event: string; isJson: boolean; payload: Buffer /** JSON text or ''. */; meta: string }

export type FanOutOptions = {
  /** The sender, unless it wants its own messages. */
  except?: Member
  /** The row in realtime.messages that this broadcast comes from. */
  messageId?: string
}

export function fanOut(topic: Topic, broadcast: Broadcast, { except, messageId }: FanOutOptions = {}): void {
  const frames = new Map<Version, Buffer | null>()
  for (const member of topic.members) {
    if (member === except || !member.canReadBroadcasts()) continue
    if (messageId !== undefined && member.hasReplayed(messageId)) continue
    let frame = frames.get(member.version)
    if (frame === undefined) {
      frame = broadcastFrame(member.version, topic.name, broadcast)
      frames.set(member.version, frame)
    }
    if (frame) member.send(frame)
  }
}

/** The frame for one version, or null when that version cannot carry this broadcast. */
export function broadcastFrame(
  version: Version,
  topic: string,
  broadcast: Broadcast,
  joinRef: string | number | null = null,
): Buffer | null {
  if (broadcast.kind === 'text')
    return textFrame(encodeText(version, joinRef, null, topic, 'broadcast', broadcast.payload))
  const { event, isJson, payload, meta } = broadcast
  if (version === 2) {
    const encoded = encodeUserBroadcast(topic, event, meta, isJson, payload)
    if (encoded) return binaryFrame(encoded)
  }
  return isJson
    ? textFrame(encodeText(version, joinRef, null, topic, 'broadcast', asText(event, payload, meta)))
    : null
}

/** The text form of a user broadcast. */
export function asText(event: string, payload: Buffer, meta: string): string {
  const metaMember = meta === '' ? '' : `"meta":${meta},`
  return `{"event":${JSON.stringify(event)},${metaMember}"payload":${payload.toString('utf8')},"type":"broadcast"}`
}
