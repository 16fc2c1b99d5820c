/**
 * One WebSocket: its frames in both directions and its channels. Frames of a topic whose join is under way wait
 * for it; everything else, heartbeats above all, is answered at once.
 */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { Backlog } from './backlog.ts'
import type { Channel } from './channel.ts'
import { join } from './join.ts'
import { Outbox } from './outbox.ts'
import {
  type ClientMessage,
  decodeBinary,
  decodeText,
  encodeText,
  encodeUnaddressed,
  type Incoming,
  type Ref,
  type Version,
} from './protocol.ts'
import type { Services } from './services.ts'
import type { Claims } from './tokens.ts'
import { textFrame } from './websocket-frame.ts'

export type SocketOptions = {
  webSocket: WebSocket
  stream: Duplex
  version: Version
  /** The connection's API key. */
  key: string
  /** What it stands for. */
  claims: Claims
  /** The headers of the handshake, as JSON, for policies that read `request.headers`. */
  headers: string
  services: Services
}

type Addressed = Extract<Incoming, { kind: 'message' | 'user-broadcast' | 'binary-push' }>

type Waiting = { incoming: Addressed; bytes: number }

export class Socket {
  readonly version: Version
  readonly key: string
  readonly claims: Claims
  readonly headers: string
  /** What waits for joins and for policies. */
  readonly backlog: Backlog
  readonly #webSocket: WebSocket
  readonly #outbox: Outbox
  readonly #services: Services
  readonly #channels = new Map<string, Channel>()
  /** Frames that wait for the join of their topic. */
  readonly #joining = new Map<string, Waiting[]>()
  #lastFrameAtMs = Date.now()
  #emptySinceMs = Date.now()
  #isClosed = false

  constructor({ webSocket, stream, version, key, claims, headers, services }: SocketOptions) {
    this.version = version
    this.key = key
    this.claims = claims
    this.headers = headers
    this.#webSocket = webSocket
    this.#services = services
    this.backlog = new Backlog(services.limits.maxWaitingFrames, services.limits.maxQueuedBytes)
    this.#outbox = new Outbox({
      stream,
      maxBytes: services.limits.maxQueuedBytes,
      pressure: services.pressure,
      onOverflow: () => {
        services.log('realtime: a socket that does not read was dropped')
        webSocket.terminate()
      },
    })
    webSocket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary))
    webSocket.on('close', () => this.#dispose())
    webSocket.on('error', () => webSocket.terminate())
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Joined channels and joins under way. */
  get channelCount(): number {
    return this.#channels.size + this.#joining.size
  }

  send(frame: Buffer): void {
    if (!this.#isClosed) this.#outbox.push(frame)
  }

  sendText(joinRef: Ref, ref: Ref, topic: string, event: string, payload: string): void {
    this.send(textFrame(encodeText(this.version, joinRef, ref, topic, event, payload)))
  }

  reply(joinRef: Ref, ref: Ref, topic: string, status: 'ok' | 'error', response: string): void {
    this.sendText(joinRef, ref, topic, 'phx_reply', `{"status":"${status}","response":${response}}`)
  }

  /** Takes a channel off the socket; the caller has told the client why. */
  forget(channel: Channel): void {
    if (this.#channels.get(channel.topic) !== channel) return
    this.#channels.delete(channel.topic)
    if (this.#channels.size === 0) this.#emptySinceMs = Date.now()
  }

  close(code: number, reason = ''): void {
    this.#outbox.flush()
    this.#webSocket.close(code, reason)
  }

  terminate(): void {
    this.#webSocket.terminate()
  }

  /** Closes the socket when it has been silent, or without a channel, for too long. */
  sweep(nowMs: number): void {
    const { idleTimeoutMs, emptySocketMs } = this.#services.limits
    const isSilent = nowMs - this.#lastFrameAtMs > idleTimeoutMs
    const isEmpty = this.channelCount === 0 && nowMs - this.#emptySinceMs > emptySocketMs
    if (isSilent || isEmpty) this.close(1000)
  }

  /** Tells channels that depend on the database that they have to start over. */
  failDatabaseChannels(): void {
    for (const channel of [...this.#channels.values()]) channel.failDatabase()
  }

  /** Other tables are published: subscriptions are prepared again. */
  renewSubscriptions(): void {
    for (const channel of this.#channels.values()) channel.renewSubscription()
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#lastFrameAtMs = Date.now()
    const incoming = this.#decode(data, isBinary)
    if (incoming.kind === 'malformed') return
    if (incoming.kind === 'unaddressed') {
      this.send(textFrame(encodeUnaddressed(this.version, incoming.unaddressed)))
      return
    }
    this.#handleInTurn({ incoming, bytes: data.length })
  }

  /** A frame of a topic whose join is under way waits for it. */
  #handleInTurn(frame: Waiting): void {
    const waiting = this.#joining.get(topicOf(frame.incoming))
    if (!waiting) {
      this.#handle(frame.incoming)
      return
    }
    waiting.push(frame)
    if (this.backlog.add(frame.bytes)) return
    this.#services.log('realtime: a socket that sent too much before its join was answered was dropped')
    this.#webSocket.terminate()
  }

  #decode(data: Buffer, isBinary: boolean): Incoming {
    if (!isBinary) return decodeText(this.version, data.toString('utf8'))
    return this.version === 2 ? decodeBinary(data) : { kind: 'malformed' }
  }

  /** Whatever a frame trips over ends its own connection and no other. */
  #handle(incoming: Addressed): void {
    try {
      this.#dispatch(incoming)
    } catch (error) {
      this.#services.log(`realtime: a frame could not be handled: ${String(error)}`)
      this.#webSocket.terminate()
    }
  }

  #dispatch(incoming: Addressed): void {
    if (incoming.kind !== 'message') {
      this.#handleBinary(incoming)
      return
    }
    const { message } = incoming
    const { topic, event, ref, joinRef } = message
    if (topic === 'phoenix' && event === 'heartbeat') {
      this.reply(null, ref, topic, 'ok', '{}')
      return
    }
    if (event === 'phx_join' && topic.startsWith('realtime:')) {
      void this.#join(message)
      return
    }
    const channel = this.#channels.get(topic)
    if (channel) {
      channel.receive(message)
      return
    }
    // A client that gave up on a join leaves a topic that was never joined.
    if (event === 'phx_leave') {
      this.reply(joinRef, ref, topic, 'ok', '{}')
      return
    }
    this.#refuse(ref, topic)
  }

  #handleBinary(incoming: Exclude<Addressed, { kind: 'message' }>): void {
    const sent = incoming.kind === 'user-broadcast' ? incoming.broadcast : incoming.push
    const channel = this.#channels.get(sent.topic)
    if (!channel) {
      this.#refuse(sent.ref, sent.topic)
      return
    }
    if (incoming.kind === 'user-broadcast') channel.receiveUserBroadcast(incoming.broadcast)
    else channel.receiveBinaryPush(incoming.push.ref)
  }

  #refuse(ref: Ref, topic: string): void {
    this.reply(null, ref, topic, 'error', '{"reason":"unmatched topic"}')
  }

  async #join({ topic, joinRef, ref, payload, payloadText }: ClientMessage): Promise<void> {
    const waiting: Waiting[] = []
    this.#joining.set(topic, waiting)
    // A second join replaces the first; its end is told after the answer, as Phoenix does.
    const replaced = this.#channels.get(topic)
    replaced?.release()
    const services = this.#services
    const channel = await join({
      socket: this,
      topic,
      joinRef,
      ref,
      payload,
      payloadText,
      services,
    })
    if (replaced) this.forget(replaced)
    if (channel && this.#isClosed) channel.release()
    else if (channel) this.#channels.set(topic, channel)
    replaced?.sendClose()
    this.#joining.delete(topic)
    for (const frame of waiting) {
      this.backlog.remove(frame.bytes)
      // Another join of the topic may have stood among them.
      if (!this.#isClosed) this.#handleInTurn(frame)
    }
  }

  #dispose(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const channel of this.#channels.values()) channel.release()
    this.#channels.clear()
    this.#services.onSocketClosed(this)
  }
}

function topicOf(incoming: Addressed): string {
  if (incoming.kind === 'message') return incoming.message.topic
  return incoming.kind === 'user-broadcast' ? incoming.broadcast.topic : incoming.push.topic
}
