import type { RealtimeClientOptions } from '@supabase/supabase-js'
import { createFakePresence } from './fake-presence'

/** A Realtime server in memory that speaks protocol 2.0.0 to an unmodified supabase-js, under fake timers. */
export type FakeRealtime = {
  /** Give it to a client as `realtime.transport`. */
  transport: NonNullable<RealtimeClientOptions['transport']>
  /** How the server behaves from now on. */
  network: FakeNetwork
  /** Sends a change to every channel that streams and may see it. */
  emit: (change: FakeChange) => void
  /** Names of tables and filters of the channels joined now, in order of joining. */
  joined: () => string[]
  /** Every frame received since the start, oldest first. */
  received: FakeFrame[]
  openSockets: () => number
  /** Sockets ever opened. */
  socketCount: () => number
  /** Cuts every connection, as a restart of the server does. */
  drop: (code?: number) => void
  /** Ends every channel for good, as an expired token does. */
  closeChannels: (reason?: string) => void
  /** Sends `phx_error` to every channel, as a crash of the channel does. */
  crashChannels: () => void
  /** Tells every channel again that changes flow. */
  announce: () => void
}

export type FakeNetwork = {
  isReachable: boolean
  /** Frames of either direction vanish while the socket looks open. */
  isSilent: boolean
  connectMs: number
  joinMs: number
  /** From the join's reply to the message that changes of a table flow. */
  streamMs: (table: string) => number
  /** One delivery of a change for each delay. */
  eventDelaysMs: () => number[]
  /** Whether a subscription is refused after the join, as for a table that is not published. */
  refuses: (table: string) => string | undefined
  /** Whether someone may join a private channel. */
  admits: (userId: string | null, topic: string) => boolean
  /** What becomes of a call of presence: `lost` is never answered. */
  presenceAnswer: () => 'ok' | 'error' | 'lost'
}

export type FakeChange = {
  table: string
  type: 'INSERT' | 'UPDATE' | 'DELETE'
  record: Record<string, unknown>
  commitAt: string
}

export type FakeFrame = { topic: string; event: string; payload: Payload; atMs: number }

type Payload = Record<string, unknown>
type JoinConfig = {
  postgres_changes: Omit<Binding, 'id'>[]
  presence?: { enabled: boolean; key: string }
  private?: boolean
}
type Binding = { id: number; event: string; table: string; filter?: string }
type Channel = {
  socket: FakeSocket
  topic: string
  joinRef: string
  bindings: Binding[]
  userId: string | null
  isStreaming: boolean
  presenceKey: string | null
  expiry?: ReturnType<typeof setTimeout>
}

export function createFakeRealtime(): FakeRealtime {
  const network: FakeNetwork = {
    isReachable: true,
    isSilent: false,
    connectMs: 5,
    joinMs: 5,
    streamMs: () => 5,
    eventDelaysMs: () => [2],
    refuses: () => undefined,
    admits: () => true,
    presenceAnswer: () => 'ok',
  }
  const sockets = new Set<FakeSocket>()
  const received: FakeFrame[] = []
  let channels: Channel[] = []
  let socketCount = 0
  let lastBindingId = 100
  const presence = createFakePresence<Channel>((members, event, payload) => {
    for (const { socket, topic } of members) send(socket, null, null, topic, event, payload)
  })

  class Transport extends FakeSocket {
    constructor(url: string | URL) {
      super(String(url), network, { onOpen, onFrame, onClose })
      socketCount += 1
    }
  }

  function onOpen(socket: FakeSocket) {
    sockets.add(socket)
  }

  function onClose(socket: FakeSocket) {
    sockets.delete(socket)
    for (const channel of channels.filter((known) => known.socket === socket)) remove(channel)
  }

  function onFrame(socket: FakeSocket, text: string) {
    const [joinRef, ref, topic, event, payload] = JSON.parse(text)
    received.push({ topic, event, payload, atMs: Date.now() })
    if (event === 'heartbeat') return reply(socket, null, ref, topic, 'ok', {})
    if (event === 'phx_join') {
      // A second join of a topic takes the place of the first, also of one that has no answer yet.
      clearTimeout(socket.joins.get(topic))
      const answer = () => join(socket, joinRef, ref, topic, payload)
      return socket.joins.set(topic, setTimeout(answer, network.joinMs))
    }
    if (event === 'phx_leave') return leave(socket, ref, topic)
    if (event === 'presence') return track(socket, ref, topic, payload)
    if (event === 'access_token') return takeToken(socket, topic, payload.access_token)
  }

  function join(socket: FakeSocket, joinRef: string, ref: string, topic: string, payload: Payload) {
    if (!sockets.has(socket)) return
    const claims = readToken(payload.access_token)
    if ('reason' in claims) return reply(socket, joinRef, ref, topic, 'error', { reason: claims.reason })
    const config = payload.config as JoinConfig
    if (config.private && !network.admits(claims.sub, topic)) {
      const reason = 'Unauthorized: You do not have permissions to read from this Channel topic'
      return reply(socket, joinRef, ref, topic, 'error', { reason })
    }
    const bindings = config.postgres_changes.map((binding) => ({ ...binding, id: ++lastBindingId }))
    remove(channels.find((channel) => channel.socket === socket && channel.topic === topic))
    const presenceKey = config.presence?.enabled ? config.presence.key : null
    const channel: Channel = {
      ...{ socket, topic, joinRef, bindings, presenceKey },
      userId: claims.sub,
      isStreaming: false,
    }
    channels.push(channel)
    expireAt(channel, claims.exp)
    reply(socket, joinRef, ref, topic, 'ok', { postgres_changes: bindings })
    if (presenceKey !== null) {
      send(socket, joinRef, null, topic, 'presence_state', presence.stateOf(channels, topic))
    }
    if (bindings.length === 0) return
    setTimeout(() => stream(channel), Math.max(0, ...bindings.map(({ table }) => network.streamMs(table))))
  }

  function stream(channel: Channel) {
    if (!channels.includes(channel)) return
    const reason = channel.bindings
      .map(({ table }) => network.refuses(table))
      .find((text) => text !== undefined)
    channel.isStreaming = reason === undefined
    system(channel, reason ?? 'Subscribed to PostgreSQL', channel.isStreaming ? 'ok' : 'error')
  }

  function leave(socket: FakeSocket, ref: string, topic: string) {
    clearTimeout(socket.joins.get(topic))
    const channel = channels.find((known) => known.socket === socket && known.topic === topic)
    reply(socket, channel?.joinRef ?? null, ref, topic, 'ok', {})
    if (channel) close(channel)
  }

  function track(socket: FakeSocket, ref: string, topic: string, message: Payload) {
    const channel = channels.find((known) => known.socket === socket && known.topic === topic)
    const answer = network.presenceAnswer()
    if (!channel || answer === 'lost') return
    reply(socket, channel.joinRef, ref, topic, answer, {})
    if (answer === 'error') return
    if (message.event === 'track') presence.track(channels, channel, message.payload as Payload)
    else presence.leave(channels, channel)
  }

  function takeToken(socket: FakeSocket, topic: string, token: unknown) {
    const channel = channels.find((known) => known.socket === socket && known.topic === topic)
    const claims = readToken(token)
    if (!channel || (typeof token === 'string' && token.startsWith('sb_'))) return
    if ('reason' in claims) return end(channel, claims.reason)
    channel.userId = claims.sub
    expireAt(channel, claims.exp)
    system(channel, 'Subscribed to PostgreSQL', 'ok')
  }

  function expireAt(channel: Channel, expS: number) {
    clearTimeout(channel.expiry)
    if (!Number.isFinite(expS)) return
    const leftMs = expS * 1000 - Date.now()
    channel.expiry = setTimeout(() => end(channel, 'Token has expired 0 seconds ago'), leftMs)
  }

  function end(channel: Channel, reason: string) {
    system(channel, reason, 'error', 'system')
    close(channel)
  }

  function close(channel: Channel) {
    remove(channel)
    send(channel.socket, channel.joinRef, channel.joinRef, channel.topic, 'phx_close', {})
  }

  function remove(channel: Channel | undefined) {
    clearTimeout(channel?.expiry)
    channels = channels.filter((known) => known !== channel)
    if (channel) presence.leave(channels, channel)
  }

  function system(channel: Channel, message: string, status: string, extension = 'postgres_changes') {
    const payload = { extension, status, message, channel: channel.topic.replace('realtime:', '') }
    send(channel.socket, channel.joinRef, null, channel.topic, 'system', payload)
  }

  function deliver(channel: Channel, ids: number[], change: FakeChange) {
    if (!channels.includes(channel)) return
    const { table, type, record, commitAt } = change
    const rows = type === 'DELETE' ? { old_record: record } : { record }
    const data = {
      schema: 'public',
      table,
      type,
      columns: [],
      errors: null,
      commit_timestamp: commitAt,
      ...rows,
    }
    send(channel.socket, null, null, channel.topic, 'postgres_changes', { ids, data })
  }

  return {
    transport: Transport as unknown as FakeRealtime['transport'],
    network,
    received,
    emit(change) {
      for (const channel of channels) {
        const ids = channel.bindings.filter((binding) => wants(binding, change)).map(({ id }) => id)
        if (!channel.isStreaming || ids.length === 0 || !maySee(channel.userId, change)) continue
        for (const delayMs of network.eventDelaysMs())
          setTimeout(() => deliver(channel, ids, change), delayMs)
      }
    },
    joined: () =>
      channels.flatMap(({ bindings }) =>
        bindings.map(({ table, filter }) => (filter ? `${table}?${filter}` : table)),
      ),
    openSockets: () => sockets.size,
    socketCount: () => socketCount,
    drop(code = 1012) {
      for (const socket of [...sockets]) socket.end(code)
    },
    closeChannels(reason = 'Token has expired 0 seconds ago') {
      for (const channel of [...channels]) end(channel, reason)
    },
    crashChannels() {
      for (const channel of [...channels]) {
        const { socket, joinRef, topic } = channel
        remove(channel)
        send(socket, joinRef, joinRef, topic, 'phx_error', { reason: 'channel_crash' })
      }
    },
    announce() {
      for (const channel of channels) stream(channel)
    },
  }
}

function send(
  socket: FakeSocket,
  joinRef: string | null,
  ref: string | null,
  topic: string,
  event: string,
  payload: Payload,
) {
  socket.deliver(JSON.stringify([joinRef, ref, topic, event, payload]))
}

function reply(
  socket: FakeSocket,
  joinRef: string | null,
  ref: string,
  topic: string,
  status: string,
  response: Payload,
) {
  send(socket, joinRef, ref, topic, 'phx_reply', { status, response })
}

function wants({ table, filter }: Binding, change: FakeChange): boolean {
  if (table !== change.table) return false
  if (filter === undefined) return true
  const [column = '', value] = filter.split('=eq.')
  return String(change.record[column]) === value
}

/** The row-level security of the fake: a row with a `user_id` is its user's. */
function maySee(userId: string | null, { record }: FakeChange): boolean {
  return record.user_id === undefined || record.user_id === userId
}

type Claims = { sub: string | null; exp: number } | { reason: string }

function readToken(token: unknown): Claims {
  if (typeof token !== 'string' || token.startsWith('sb_'))
    return { sub: null, exp: Number.POSITIVE_INFINITY }
  const [, body = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { sub: string; exp: number }
  const ageS = Math.floor(Date.now() / 1000) - claims.exp
  return ageS < 0 ? claims : { reason: `InvalidJWTToken: Token has expired ${ageS} seconds ago` }
}

type SocketEvents = {
  onOpen: (socket: FakeSocket) => void
  onFrame: (socket: FakeSocket, text: string) => void
  onClose: (socket: FakeSocket) => void
}

/** The browser's half of a connection: as much of `WebSocket` as the client touches. */
class FakeSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readonly url: string
  /** Joins without an answer yet; a leave takes them back. */
  readonly joins = new Map<string, ReturnType<typeof setTimeout>>()
  readyState = 0
  bufferedAmount = 0
  onopen: (() => void) | null = null
  onerror: ((event: object) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  readonly #network: FakeNetwork
  readonly #events: SocketEvents

  constructor(url: string, network: FakeNetwork, events: SocketEvents) {
    this.url = url
    this.#network = network
    this.#events = events
    setTimeout(() => this.#connect(), network.connectMs)
  }

  send(text: string) {
    if (this.#network.isSilent) return
    setTimeout(() => {
      if (this.readyState === 1) this.#events.onFrame(this, text)
    }, 1)
  }

  close(code = 1000) {
    if (this.readyState >= 2) return
    this.readyState = 2
    setTimeout(() => this.end(code), this.#network.isSilent ? 60_000 : 1)
  }

  /** A frame from the server. */
  deliver(text: string) {
    if (this.#network.isSilent) return
    setTimeout(() => {
      if (this.readyState === 1) this.onmessage?.({ data: text })
    }, 1)
  }

  end(code: number) {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#events.onClose(this)
    this.onclose?.({ code, reason: '' })
  }

  #connect() {
    if (this.readyState !== 0) return
    if (!this.#network.isReachable) {
      this.onerror?.({ type: 'error' })
      return this.end(1006)
    }
    this.readyState = 1
    this.#events.onOpen(this)
    this.onopen?.()
  }
}
