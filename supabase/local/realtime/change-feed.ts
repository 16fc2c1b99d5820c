/**
 * Joins the stream to what is made of it: row changes go to the delivery, rows of realtime.messages to their
 * topics. Watches over the stream's coming and going.
 */
import type { Change } from './change.ts'
import type { Connection, DatabaseOptions } from './database.ts'
import { broadcastRow, isMessagesTable } from './database-broadcast.ts'
import { Delivery } from './delivery.ts'
import type { Limits } from './limits.ts'
import type { StreamMessage, Tuple } from './pgoutput.ts'
import type { Pressure } from './pressure.ts'
import { PublicationWatch } from './publication-watch.ts'
import { type Replication, startReplication } from './replication.ts'
import type { StoredBroadcasts } from './stored-broadcasts.ts'
import type { Topics } from './topics.ts'

export type ChangeFeedOptions = {
  database: DatabaseOptions
  checks: Connection
  work: Connection
  limits: Limits
  topics: Topics
  stored: StoredBroadcasts
  pressure: Pressure
  log: (line: string) => void
  /** Changes may have been missed. */
  onLoss(reason: string): void
  /** Other tables are published now. */
  onPublicationChange(): void
}

const publications = {
  changes: 'supabase_realtime',
  messages: 'supabase_realtime_messages_publication',
}
const firstStartTimeoutMs = 30_000

export class ChangeFeed {
  readonly delivery: Delivery
  readonly #options: ChangeFeedOptions
  readonly #publicationWatch: PublicationWatch
  #replication: Replication | null = null
  #waiting: (() => void)[] = []
  #streamed: string[] = []
  #committedAt = ''
  #transactionId = 0
  #isPublicationNoted = false

  constructor(options: ChangeFeedOptions) {
    this.#options = options
    const { checks, log } = options
    this.#publicationWatch = new PublicationWatch({
      checks,
      log,
      onChange: () => options.onPublicationChange(),
    })
    this.delivery = new Delivery({
      checks: options.checks,
      limits: options.limits,
      pressure: options.pressure,
      log: options.log,
      onHandedOver: (lsn) => this.#replication?.confirm(lsn),
      onGap: (reason) => this.#lose(reason),
    })
  }

  /** Resolves once changes flow. Errors: they do not within half a minute. */
  async start(): Promise<void> {
    this.#replication = startReplication(this.#options.database, () => this.#existingPublications(), {
      onStart: () => {
        const waiting = this.#waiting
        this.#waiting = []
        for (const resolve of waiting) resolve()
      },
      onLoss: (reason) => this.#lose(reason),
      onMessage: (message) => this.#receive(message),
      isDrained: () => this.delivery.isDrained(),
    })
    if (!(await this.whenFlowing(firstStartTimeoutMs)))
      throw new Error('the replication stream did not start')
  }

  isFlowing(): boolean {
    return this.#replication?.isFlowing() ?? false
  }

  /** Resolves to false when the stream does not flow within this time. */
  whenFlowing(timeoutMs: number): Promise<boolean> {
    if (this.isFlowing()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs)
      this.#waiting.push(() => {
        clearTimeout(timer)
        resolve(true)
      })
    })
  }

  /** The same for row changes, whose publication may have been made after the stream began. */
  whenChangesFlow(timeoutMs: number): Promise<boolean> {
    const isMissing = !this.#streamed.includes(publications.changes)
    if (this.#replication?.isFlowing() && isMissing) this.#replication.restart()
    return this.whenFlowing(timeoutMs)
  }

  async close(): Promise<void> {
    await this.#replication?.close()
  }

  #lose(reason: string): void {
    this.delivery.clear()
    this.#options.onLoss(reason)
  }

  async #existingPublications(): Promise<string[]> {
    const sql = 'select pubname from pg_publication where pubname = any($1::text[])'
    const rows = await this.#options.work.query(sql, [Object.values(publications)])
    await this.#publicationWatch.remember()
    this.#streamed = rows.map((row) => String(row.pubname))
    return this.#streamed
  }

  #receive(message: StreamMessage): Promise<void> | undefined {
    if (message.kind === 'begin') {
      this.#committedAt = new Date(message.commitTimeMs).toISOString()
      this.#transactionId = message.transactionId
      this.#isPublicationNoted = false
    } else if (message.kind === 'commit') {
      this.delivery.commit(message.endLsn)
      if (this.#isPublicationNoted) this.#publicationWatch.look(this.#transactionId)
    } else if (message.kind === 'note') {
      if (message.prefix === 'realtime' && message.text === 'publication') this.#isPublicationNoted = true
    } else if (message.kind === 'change') {
      if (isMessagesTable(message.relation) && message.action === 'INSERT') {
        broadcastRow(this.#options, message.relation, message.row ?? [])
      }
      return this.delivery.push(this.#toChange(message))
    }
    return undefined
  }

  #toChange({ action, relation, row, old, oldIsKey }: Extract<StreamMessage, { kind: 'change' }>): Change {
    const bytes = textBytes(row) + textBytes(old) + relation.columns.length * bytesPerColumn
    const transaction = { committedAt: this.#committedAt, transactionId: this.#transactionId }
    return { action, relation, row, old, oldIsKey, ...transaction, bytes }
  }
}

/** About what the name, the type and the punctuation of a column take in the text whose size is limited. */
const bytesPerColumn = 60

function textBytes(tuple: Tuple | null): number {
  let bytes = 0
  for (const value of tuple ?? []) bytes += value ? Buffer.byteLength(value) : 0
  return bytes
}
