/**
 * Broadcasts that their sender asked to keep: rows of realtime.messages, so that a replay finds them. They have
 * reached the topic's members already, so the stream's copy of such a row must not go out again.
 */
import { randomUUID } from 'node:crypto'
import type { Connection } from './database.ts'

/** The stream tells of a row within moments, or never: it starts over at the present after it broke. */
const rememberedMs = 60_000

export type Kept = { topic: string; event: string; isJson: boolean; payload: Buffer }

export class StoredBroadcasts {
  readonly #database: Connection
  readonly #storedAtMs = new Map<string, number>()

  constructor(database: Connection) {
    this.#database = database
  }

  /** Stores a message of a private topic and gives its id. Errors are those of the database. */
  async store({ topic, event, isJson, payload }: Kept): Promise<string> {
    this.#forgetOld()
    const id = randomUUID()
    this.#storedAtMs.set(id, Date.now())
    try {
      await this.#database.query(
        `insert into realtime.messages (id, topic, event, extension, private, ${isJson ? 'payload' : 'binary_payload'})
         values ($1, $2, $3, 'broadcast', true, $4)`,
        [id, topic, event, isJson ? payload.toString('utf8') : payload],
      )
    } catch (error) {
      this.#storedAtMs.delete(id)
      throw error
    }
    return id
  }

  /** Whether the stream's row is one of these; true once for each. */
  claim(id: string): boolean {
    return this.#storedAtMs.delete(id)
  }

  #forgetOld(): void {
    const oldestMs = Date.now() - rememberedMs
    for (const [id, storedAtMs] of this.#storedAtMs) {
      if (storedAtMs >= oldestMs) return
      this.#storedAtMs.delete(id)
    }
  }
}

/** What senders write for `persist`: true, or how long the message matters; rows go after 72 hours in any case. */
export function isPersistWanted(persist: unknown): boolean {
  return persist === true || (typeof persist === 'object' && persist !== null && 'ttl' in persist)
}
