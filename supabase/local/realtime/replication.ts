/**
 * The replication stream: one connection, one temporary slot, both publications. It reconnects by itself;
 * what was committed while it was away is not replayed, so its owner is told of every loss and every start.
 * The slot's position is confirmed only up to what has been handed over.
 */
import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import { LogicalReplicationService, type Pgoutput, PgoutputPlugin } from 'pg-logical-replication'
import { type DatabaseOptions, sessionSettings } from './database.ts'
import { PgoutputDecoder, type StreamMessage } from './pgoutput.ts'

export type ReplicationHandlers = {
  /** The stream flows: what is committed from now on will arrive. */
  onStart(): void
  /** The stream is gone; changes may have been missed. */
  onLoss(reason: string): void
  /** A returned promise pauses the stream until it resolves. */
  onMessage(message: StreamMessage): Promise<void> | undefined
  /** True when everything received so far has been handed over. */
  isDrained(): boolean
}

export type Replication = {
  isFlowing(): boolean
  /** Everything up to this position has reached the sockets' queues. */
  confirm(lsn: string): void
  /** Starts over at once, to take up publications that appeared. */
  restart(): void
  close(): Promise<void>
}

const firstRetryMs = 50
const lastRetryMs = 1_000
const confirmEveryMs = 1_000
// Without a word for wal_sender_timeout (60 s) Postgres would end the stream.
const maxSilenceMs = 10_000
const closeGraceMs = 2_000

/** Streams the publications until closed; never rejects. `publications` is asked before every start. */
export function startReplication(
  database: DatabaseOptions,
  publications: () => Promise<string[]>,
  handlers: ReplicationHandlers,
): Replication {
  let service: LogicalReplicationService | null = null
  let isClosed = false
  let isFlowing = false
  let confirmed: string | null = null
  let sent: string | null = null
  let sentAtMs = 0
  let retryMs = firstRetryMs
  let retryTimer: NodeJS.Timeout | undefined
  let endPause = () => {}

  const lose = (reason: string) => {
    if (!isFlowing) return
    isFlowing = false
    handlers.onLoss(reason)
  }

  const sendConfirmation = () => {
    if (!service || !isFlowing || !confirmed) return
    sent = confirmed
    sentAtMs = Date.now()
    void service.acknowledge(confirmed)
  }
  const confirmTimer = setInterval(() => {
    if (confirmed !== sent || Date.now() - sentAtMs > maxSilenceMs) sendConfirmation()
  }, confirmEveryMs)
  confirmTimer.unref()

  async function run(): Promise<void> {
    const current = createService(database)
    service = current
    confirmed = null
    const plugin = new RawPgoutput(await publications())
    if (isClosed) return
    current.on('start', () => {
      if (isClosed) {
        void current.destroy()
        return
      }
      retryMs = firstRetryMs
      isFlowing = true
      handlers.onStart()
    })
    current.on('data', (_lsn: string, message: StreamMessage | DecodingFailure) => {
      if (message.kind !== 'undecodable') {
        const room = handlers.onMessage(message)
        if (room) void plugin.pauseUntil(room)
        return
      }
      database.log(`realtime: ${message.reason}; the stream starts over`)
      void current.stop()
    })
    current.on('heartbeat', (lsn: string, _time: number, shouldRespond: boolean) => {
      if (confirmed === null || handlers.isDrained()) confirmed = lsn
      if (shouldRespond) sendConfirmation()
    })
    // Errors also reject subscribe(); an unhandled 'error' event would end the process.
    current.on('error', () => {})
    await current.subscribe(plugin, plugin.slot)
  }

  async function keepRunning(): Promise<void> {
    while (!isClosed) {
      const reason = await run().then(
        () => 'the stream ended',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      lose(reason)
      await service?.destroy().catch(() => {})
      service = null
      if (isClosed) return
      await new Promise<void>((resolve) => {
        endPause = resolve
        retryTimer = setTimeout(resolve, retryMs)
      })
      retryMs = Math.min(retryMs * 2, lastRetryMs)
    }
  }
  const finished = keepRunning()

  return {
    isFlowing: () => isFlowing,
    confirm(lsn) {
      confirmed = lsn
    },
    restart() {
      lose('the stream starts over')
      void service?.stop().catch(() => {})
    },
    async close() {
      isClosed = true
      isFlowing = false
      clearInterval(confirmTimer)
      clearTimeout(retryTimer)
      endPause()
      await service?.destroy().catch(() => {})
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, closeGraceMs).unref())])
    },
  }
}

function createService(database: DatabaseOptions): LogicalReplicationService {
  const client = {
    connectionString: database.url,
    options: sessionSettings,
    application_name: 'realtime_stream',
  }
  // Its flow control would pause and resume the connection around every message; see pauseUntil().
  return new LogicalReplicationService(client, { acknowledge: { auto: false, timeoutSeconds: 0 } })
}

/** A failure inside the library's parse callback would end the process: it travels as a message instead. */
type DecodingFailure = { kind: 'undecodable'; reason: string }

/** pgoutput with values left as text, on a slot that lives and dies with the connection. */
class RawPgoutput extends PgoutputPlugin {
  readonly slot = `realtime_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  readonly #decoder = new PgoutputDecoder()
  readonly #publications: string[]
  #connection: Duplex | null = null
  #isPaused = false

  constructor(publications: string[]) {
    super({ protoVersion: 1, publicationNames: publications })
    this.#publications = publications
  }

  /** Reads nothing more until there is room; what has been read already still comes. */
  async pauseUntil(room: Promise<void>): Promise<void> {
    if (this.#isPaused) return
    this.#isPaused = true
    this.#connection?.pause()
    await room
    this.#isPaused = false
    this.#connection?.resume()
  }

  override parse(message: Buffer): Pgoutput.Message {
    // The library hands on whatever this returns; its type describes its own decoder only.
    return this.#decode(message) as unknown as Pgoutput.Message
  }

  override async start(client: Client): ReturnType<PgoutputPlugin['start']> {
    this.#connection = client.connection.stream
    await client.query(`CREATE_REPLICATION_SLOT "${this.slot}" TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`)
    const names = this.#publications.map((name) => `"${name}"`).join(',')
    return client.query(
      `START_REPLICATION SLOT "${this.slot}" LOGICAL 0/0 (proto_version '1', publication_names '${names}', messages 'true')`,
    )
  }

  #decode(message: Buffer): StreamMessage | DecodingFailure {
    try {
      return this.#decoder.decode(message)
    } catch (error) {
      return { kind: 'undecodable', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}
