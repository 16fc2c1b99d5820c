/** Broadcasts that the database sends: rows inserted into realtime.messages, taken from the stream. */
import { fanOut } from './broadcast.ts'
import type { StreamRelation, Tuple } from './pgoutput.ts'
import type { StoredBroadcasts } from './stored-broadcasts.ts'
import type { Topics } from './topics.ts'

/** True for the daily partitions of realtime.messages. */
export function isMessagesTable(relation: StreamRelation): boolean {
  return (
    relation.schema === 'realtime' &&
    (relation.table === 'messages' || relation.table.startsWith('messages_'))
  )
}

export type RowBroadcastOptions = {
  topics: Topics
  /** What sockets sent and had kept is not sent again. */
  stored: StoredBroadcasts
}

export function broadcastRow(
  { topics, stored }: RowBroadcastOptions,
  relation: StreamRelation,
  row: Tuple,
): void {
  const value = (name: string) => row[relation.columns.findIndex((column) => column.name === name)]
  const [topicName, event, id, payload, bytes] = ['topic', 'event', 'id', 'payload', 'binary_payload'].map(
    value,
  )
  if (typeof topicName !== 'string' || typeof event !== 'string' || typeof id !== 'string') return
  if (value('extension') !== 'broadcast' || stored.claim(id)) return
  const topic = topics.find(`realtime:${topicName}`, value('private') === 't')
  if (!topic) return
  const meta = JSON.stringify({ id })
  const options = { messageId: id }
  if (typeof bytes === 'string') {
    const raw = Buffer.from(bytes.slice(2), 'hex')
    fanOut(topic, { kind: 'user', event, isJson: false, payload: raw, meta }, options)
  } else if (typeof payload === 'string') {
    fanOut(topic, { kind: 'user', event, isJson: true, payload: Buffer.from(payload), meta }, options)
  }
}
