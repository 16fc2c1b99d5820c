/** The last messages of a private topic, for a channel that asks for them when it joins. */
import type { Broadcast } from './broadcast.ts'
import type { Connection } from './database.ts'
import type { ReplayRequest } from './join-config.ts'

export type ReplayedMessage = { id: string; broadcast: Broadcast }

/** Newest first in choice, oldest first in order. Errors are those of the database. */
export async function readReplay(
  database: Connection,
  topic: string,
  { since, limit }: ReplayRequest,
): Promise<ReplayedMessage[]> {
  const rows = await database.query(
    `select id::text, event, payload::text, binary_payload from realtime.messages
     where topic = $1 and private and extension = 'broadcast'
       and inserted_at >= to_timestamp($2 / 1000.0) at time zone 'utc'
     and inserted_at < timezone('utc', now()) + interval '1 minute'
     order by inserted_at desc limit $3`,
    [topic, since, limit],
  )
  return rows.reverse().map((row) => toMessage(String(row.id), row))
}

function toMessage(id: string, row: Record<string, unknown>): ReplayedMessage {
  const event = String(row.event ?? '')
  const meta = JSON.stringify({ replayed: true, id })
  if (Buffer.isBuffer(row.binary_payload)) {
    return { id, broadcast: { kind: 'user', event, isJson: false, payload: row.binary_payload, meta } }
  }
  const payload = typeof row.payload === 'string' ? row.payload : '{}'
  const text = `{"event":${JSON.stringify(event)},"meta":${meta},"payload":${payload},"type":"broadcast"}`
  return { id, broadcast: { kind: 'text', payload: text } }
}
