/**
 * The embedded Realtime server: Supabase's protocol on WebSockets, fed by Postgres' replication stream. It lives
 * inside the process that owns the HTTP port and is handed its upgrades and its API requests.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { Authorizer, authorizerSetup } from './authorize.ts'
import { CatalogReader } from './catalog-reader.ts'
import { ChangeFeed } from './change-feed.ts'
import { connectionTo } from './database.ts'
import { deliverySetup } from './delivery.ts'
import { readHandshake } from './handshake.ts'
import { handleBroadcastRequest } from './http-api.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { keepPartitions } from './partitions.ts'
import { Pressure } from './pressure.ts'
import { Rate } from './rate.ts'
import type { Services } from './services.ts'
import { Socket } from './socket.ts'
import { StoredBroadcasts } from './stored-broadcasts.ts'
import type { WebKey } from './token-signature.ts'
import type { TokenKeys } from './tokens.ts'
import { Topics } from './topics.ts'

export type RealtimeOptions = {
  /** A superuser's connection string: the server changes into the subscribers' roles. */
  databaseUrl: string
  jwtSecret: string
  publishableKey: string
  secretKey: string
  /** A JSON Web Key Set: tokens signed by these keys hold as well. */
  jwks?: { keys: readonly WebKey[] }
  /** Refuses public channels, as a project of Supabase can be set to do. */
  privateOnly?: boolean
  log?: (line: string) => void
  limits?: Partial<Limits>
}

export type RealtimeServer = {
  /** Takes over a socket that asked for `/realtime/v1/websocket`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Answers `/realtime/v1/api/*`. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  /** Closes every socket with 1012, so that clients come back, and the connections to Postgres. */
  close(): Promise<void>
}

const closeGraceMs = 1_000

/** Starts the server and waits until changes flow. Errors: the database cannot be reached. */
export async function createRealtime(options: RealtimeOptions): Promise<RealtimeServer> {
  const limits = { ...defaultLimits, ...options.limits }
  const log = options.log ?? (() => {})
  const database = { url: options.databaseUrl, log }
  const timeout = `-c statement_timeout=${limits.checkTimeoutMs}`
  // The same few questions over and over: to plan one anew would cost more than to answer it.
  const settings = `${timeout} -c plan_cache_mode=force_generic_plan`
  const checks = connectionTo(database, { name: 'realtime_checks', settings, setup: deliverySetup })
  const work = connectionTo(database, { name: 'realtime_work', settings: timeout, setup: authorizerSetup })
  const partitions = keepPartitions(work, log)
  const keys: TokenKeys = { ...options, ...(options.jwks && { webKeys: options.jwks.keys }) }
  const sockets = new Set<Socket>()
  const topics = new Topics()
  const stored = new StoredBroadcasts(work)
  const pressure = new Pressure()
  const feed = new ChangeFeed({
    database,
    checks,
    work,
    limits,
    topics,
    stored,
    pressure,
    log,
    onLoss,
    onPublicationChange,
  })
  const services: Services = {
    limits,
    keys,
    isPrivateOnly: options.privateOnly ?? false,
    work,
    catalog: new CatalogReader(work),
    delivery: feed.delivery,
    topics,
    stored,
    authorizer: new Authorizer(work, partitions.maintain, log),
    pressure,
    joinRate: new Rate(limits.maxJoinsPerSecond),
    presenceRate: new Rate(limits.maxPresencePerSecond),
    httpRate: new Rate(limits.maxHttpBroadcastsPerSecond),
    isFlowing: () => feed.isFlowing(),
    whenFlowing: (timeoutMs) => feed.whenFlowing(timeoutMs),
    whenChangesFlow: (timeoutMs) => feed.whenChangesFlow(timeoutMs),
    onSocketClosed: (socket) => sockets.delete(socket),
    log,
  }
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.maxFrameBytes,
  })
  const sweep = setInterval(() => {
    const nowMs = Date.now()
    for (const socket of sockets) socket.sweep(nowMs)
  }, limits.sweepEveryMs)
  sweep.unref()

  /** What was committed while the stream was away is unknown: those who watch the database join again. */
  function onLoss(reason: string): void {
    log(`realtime: ${reason}; channels on the database start over`)
    for (const socket of sockets) socket.failDatabaseChannels()
  }

  /** As when a token is refreshed, everybody who watches rows is told how their subscription stands. */
  function onPublicationChange(): void {
    for (const socket of sockets) socket.renewSubscriptions()
  }

  function handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = URL.parse(request.url ?? '/', 'http://localhost')
    if (!url?.pathname.endsWith('/websocket')) {
      refuse(stream, 404, '{"error":"Not found"}')
      return
    }
    const handshake = readHandshake(request, url, keys)
    if ('status' in handshake) {
      refuse(stream, handshake.status, handshake.body)
      return
    }
    if (sockets.size >= limits.maxSockets) {
      refuse(stream, 429, '{"error":"Too many connected users"}')
      return
    }
    webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      sockets.add(new Socket({ webSocket, stream, services, ...handshake }))
    })
  }

  async function close(): Promise<void> {
    clearInterval(sweep)
    partitions.close()
    for (const socket of sockets) socket.close(1012)
    await emptied(sockets, closeGraceMs)
    for (const socket of [...sockets]) socket.terminate()
    await feed.close()
    await Promise.all([checks.close(), work.close()])
    webSockets.close()
  }

  try {
    await partitions.maintain()
    await feed.start()
  } catch (error) {
    await close()
    throw error
  }
  return {
    handleUpgrade,
    handleRequest: (request, response) => handleBroadcastRequest(request, response, services),
    close,
  }
}

function refuse(stream: Duplex, status: number, body: string): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  stream.on('error', () => stream.destroy())
  stream.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** Resolves when the clients have answered the close, or after a while. */
function emptied(sockets: Set<Socket>, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const startedAtMs = Date.now()
    const look = setInterval(() => {
      if (sockets.size > 0 && Date.now() - startedAtMs < graceMs) return
      clearInterval(look)
      resolve()
    }, 10)
  })
}
