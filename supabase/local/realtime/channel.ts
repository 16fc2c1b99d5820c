/**
 * One joined topic of one socket: what it sends and what it is sent. How it comes to be joined is in join.ts, what
 * it may do in channel-access.ts.
 */
import type { Extension } from './authorize.ts'
import { type Broadcast, fanOut } from './broadcast.ts'
import type { ChangesSubscription } from './changes-subscription.ts'
import { ChannelAccess } from './channel-access.ts'
import type { JoinConfig } from './join-config.ts'
import { readPresenceCall, sendDiff } from './presence-call.ts'
import { type ClientMessage, isJsonText, type Ref, type UserBroadcast, type Version } from './protocol.ts'
import { Rate } from './rate.ts'
import type { Services } from './services.ts'
import type { Subscriber } from './shape.ts'
import type { Socket } from './socket.ts'
import { isPersistWanted } from './stored-broadcasts.ts'
import type { Claims } from './tokens.ts'
import type { Member, Topic } from './topics.ts'

export type ChannelOptions = {
  socket: Socket
  topic: string
  joinRef: Ref
  config: JoinConfig
  claims: Claims
  /** The token as it came, or the connection's key. */
  token: string
  readable: Set<Extension>
  services: Services
}

export class Channel implements Member, Subscriber {
  readonly topic: string
  readonly version: Version
  isSwitching = false
  /** Messages that came by replay and must not come again. */
  readonly replayed = new Set<string>()
  changes: ChangesSubscription | null = null
  readonly #socket: Socket
  readonly #services: Services
  readonly #config: JoinConfig
  readonly #joinRef: Ref
  readonly #group: Topic
  readonly #eventRate: Rate
  readonly #presenceRate: Rate
  readonly #access: ChannelAccess
  /** Sends of a private channel, one after another: the first waits for the policy. */
  #sending: Promise<void> = Promise.resolve()
  #isReleased = false

  constructor(options: ChannelOptions) {
    this.topic = options.topic
    this.#socket = options.socket
    this.version = options.socket.version
    this.#services = options.services
    this.#config = options.config
    this.#joinRef = options.joinRef
    const { limits, keys, authorizer } = options.services
    this.#eventRate = new Rate(limits.maxEventsPerSecond)
    this.#presenceRate = new Rate(limits.maxPresenceCallsPerWindow, limits.presenceWindowMs)
    this.#group = options.services.topics.enter(this.topic, this.#config.isPrivate, this)
    this.#access = new ChannelAccess({
      ...options,
      name: this.name,
      headers: options.socket.headers,
      keys,
      authorizer,
      onRefusal: (reason) => this.shutDown(reason),
    })
  }

  get name(): string {
    return this.topic.slice('realtime:'.length)
  }

  send(frame: Buffer): void {
    this.#socket.send(frame)
  }

  /** A push that belongs to this join. */
  push(event: string, payload: string): void {
    this.#socket.sendText(this.#joinRef, null, this.topic, event, payload)
  }

  system(extension: 'system' | 'postgres_changes', status: 'ok' | 'error', message: string): void {
    this.push('system', JSON.stringify({ message, status, extension, channel: this.name }))
  }

  canReadBroadcasts(): boolean {
    return this.#access.canRead('broadcast')
  }

  canReadPresence(): boolean {
    return this.#access.canRead('presence')
  }

  hasReplayed(messageId: string): boolean {
    return this.replayed.has(messageId)
  }

  sendPresenceState(): void {
    if (this.#config.isPresenceEnabled && this.canReadPresence()) {
      this.push('presence_state', JSON.stringify(this.#group.presence.state()))
    }
  }

  receive(message: ClientMessage): void {
    if (message.event === 'phx_leave') {
      this.#leave(message.ref)
      return
    }
    if (!this.#eventRate.take()) {
      this.shutDown('Too many messages per second')
      return
    }
    if (message.event === 'access_token') {
      this.#refresh(message.payload?.access_token)
      return
    }
    if (message.event === 'presence') {
      this.#receivePresence(message)
      return
    }
    if (message.event === 'broadcast' && message.payload !== null)
      this.#broadcast(message.ref, { kind: 'text', payload: message.payloadText() })
  }

  receiveUserBroadcast({ ref, event, isJson, payload, meta }: UserBroadcast): void {
    if (!this.#eventRate.take()) {
      this.shutDown('Too many messages per second')
      return
    }
    if (isJson && !isJsonText(payload)) return
    // What a client puts into the frame's metadata is for the server; receivers get none of it.
    const broadcast: Broadcast = { kind: 'user', event, isJson, payload: Buffer.from(payload), meta: '' }
    this.#broadcast(ref, broadcast, isPersistWanted(meta.persist))
  }

  /** The classic binary push: its broadcast would be a frame that the client cannot decode, so it goes nowhere. */
  receiveBinaryPush(ref: Ref): void {
    if (!this.#eventRate.take()) {
      this.shutDown('Too many messages per second')
      return
    }
    this.#acknowledge(ref, '{}')
  }

  /** Ends the channel for good: the client does not come back by itself. */
  shutDown(reason: string): void {
    if (this.#isReleased) return
    this.system('system', 'error', reason)
    this.release()
    this.#socket.forget(this)
    this.sendClose()
  }

  /** Ends a channel that depends on the database, which went away; the client joins again. */
  failDatabase(): void {
    if (!this.changes?.isLive && !this.#config.isPrivate) return
    this.release()
    this.#socket.forget(this)
    const payload = '{"reason":"channel_crash"}'
    this.#socket.sendText(this.#joinRef, this.#joinRef, this.topic, 'phx_error', payload)
  }

  renewSubscription(): void {
    // When the database goes away, whoever watches the stream tells the channel.
    this.changes?.renew().catch(() => {})
  }

  sendClose(): void {
    this.#socket.sendText(this.#joinRef, this.#joinRef, this.topic, 'phx_close', '{}')
  }

  /** Gives up everything the channel holds, without a word to the client. */
  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.#access.release()
    this.changes?.release()
    this.#services.topics.leave(this.#group, this.#config.isPrivate, this)
    sendDiff(this.#group, this.#group.presence.untrack(this))
  }

  #leave(ref: Ref): void {
    this.release()
    this.#socket.forget(this)
    this.#reply(ref, 'ok', '{}')
    this.sendClose()
  }

  #reply(ref: Ref, status: 'ok' | 'error', response: string): void {
    this.#socket.reply(this.#joinRef, ref, this.topic, status, response)
  }

  #broadcast(ref: Ref, broadcast: Broadcast, isKept = false): void {
    if (Buffer.byteLength(broadcast.payload) > this.#services.limits.maxBroadcastBytes) {
      if (this.#config.isAcknowledged) this.#reply(ref, 'error', '{"error":"payload_size_exceeded"}')
      return
    }
    if (!this.#config.isPrivate) {
      this.#fanOut(broadcast)
      this.#acknowledge(ref, '{}')
      return
    }
    this.#sendInTurn(broadcast.payload.length, async () => {
      // A refused sender gets no answer at all.
      if (!(await this.#access.mayWrite('broadcast')) || this.#isReleased) return
      this.#fanOut(broadcast)
      const id = isKept ? await this.#keep(broadcast) : null
      this.#acknowledge(ref, id === null ? '{}' : JSON.stringify({ id }))
    })
  }

  /** The id under which a replay will find the message; null when it may not, or could not, be kept. */
  async #keep(broadcast: Broadcast): Promise<string | null> {
    if (broadcast.kind !== 'user' || !(await this.#access.mayWrite('persistence'))) return null
    const { stored, log } = this.#services
    return stored.store({ topic: this.name, ...broadcast }).catch((error: unknown) => {
      log(`realtime: a broadcast could not be kept: ${String(error)}`)
      return null
    })
  }

  #sendInTurn(bytes: number, send: () => Promise<void>): void {
    if (!this.#socket.backlog.add(bytes)) {
      this.shutDown('Too many messages per second')
      return
    }
    this.#sending = this.#sending.then(async () => {
      this.#socket.backlog.remove(bytes)
      await send()
    })
  }

  #fanOut(broadcast: Broadcast): void {
    fanOut(this.#group, broadcast, this.#config.receivesOwn ? {} : { except: this })
  }

  #acknowledge(ref: Ref, response: string): void {
    if (this.#config.isAcknowledged) this.#reply(ref, 'ok', response)
  }

  #receivePresence({ ref, payload }: ClientMessage): void {
    if (!this.#services.presenceRate.take()) {
      this.shutDown('Too many presence messages per second')
      return
    }
    if (!this.#presenceRate.take()) {
      this.shutDown('Client presence rate limit exceeded')
      return
    }
    const call = readPresenceCall(payload ?? {}, this.#services.limits.maxBroadcastBytes)
    if (call.kind === 'answer') {
      this.#reply(ref, call.status, call.response)
      return
    }
    if (call.kind === 'too large') {
      this.shutDown('Track message size exceeded')
      return
    }
    if (!this.#config.isPrivate) {
      this.#changePresence(ref, call.event, call.payload)
      return
    }
    this.#sendInTurn(call.bytes, async () => {
      const isAllowed = call.event === 'untrack' || (await this.#access.mayWrite('presence'))
      if (this.#isReleased) return
      if (isAllowed) this.#changePresence(ref, call.event, call.payload)
      else this.#reply(ref, 'error', '{}')
    })
  }

  #changePresence(ref: Ref, event: 'track' | 'untrack', payload: Record<string, unknown>): void {
    const { presence } = this.#group
    const diff =
      event === 'track' ? presence.track(this, this.#config.presenceKey, payload) : presence.untrack(this)
    this.#reply(ref, 'ok', '{}')
    sendDiff(this.#group, diff)
  }

  #refresh(token: unknown): void {
    const bytes = typeof token === 'string' ? token.length : 0
    if (!this.#socket.backlog.add(bytes)) {
      this.shutDown('Too many messages per second')
      return
    }
    const taken = this.#access.refresh(token, async (claims, confirm) => {
      if (this.changes) await this.changes.switchTo(claims, confirm)
      else await confirm()
    })
    void taken.finally(() => this.#socket.backlog.remove(bytes))
  }
}
