/**
 * A join, step by step: limits, token, policies, replay, subscription. Everything that can fail is done before
 * the answer, so that an `ok` and the `system` message after it are true.
 */
import type { Extension } from './authorize.ts'
import { broadcastFrame } from './broadcast.ts'
import { ChangesSubscription, type Prepared } from './changes-subscription.ts'
import { Channel } from './channel.ts'
import { extensionsOf } from './channel-access.ts'
import { type Entry, entryIds, parseEntry } from './entry.ts'
import { inspect } from './inspect.ts'
import { type JoinConfig, readJoinConfig, readJoinToken } from './join-config.ts'
import type { Ref } from './protocol.ts'
import { type ReplayedMessage, readReplay } from './replay.ts'
import type { Services } from './services.ts'
import type { Socket } from './socket.ts'
import { isSqlError } from './sql-error.ts'
import { prepareEntries } from './subscribe.ts'
import { type Claims, describeFailure, verifyToken } from './tokens.ts'

export type JoinRequest = {
  socket: Socket
  topic: string
  joinRef: Ref
  ref: Ref
  payload: Record<string, unknown> | null
  payloadText(): string
  services: Services
}

/** A reason that the client is told; anything else thrown on the way is a bug or a lost database. */
class Refusal extends Error {}

type Changes = { entries: Entry[] | { error: string }; prepared: Prepared }

/** Joins, answers, and gives the channel; null when the client was refused. */
export async function join(request: JoinRequest): Promise<Channel | null> {
  try {
    return await tryJoin(request)
  } catch (error) {
    const reason = error instanceof Refusal ? error.message : databaseTrouble(error, request.services)
    const { socket, joinRef, ref, topic } = request
    socket.reply(joinRef, ref, topic, 'error', JSON.stringify({ reason }))
    return null
  }
}

async function tryJoin(request: JoinRequest): Promise<Channel | null> {
  const { socket, topic, joinRef, ref, services } = request
  const name = topic.slice('realtime:'.length)
  if (name === '') throw new Refusal('TopicNameRequired: You must provide a topic name')
  const payload = payloadOf(request)
  const config = readJoinConfig(payload, name)
  checkLimits(request, config)
  const { claims, token } = resolveClaims(request, payload)
  const readable = await readPermissions(config, claims, name, request)
  const replayed = await replayedMessages(config, readable, name, services)
  const ids = entryIds(config.elements)
  const changes = await prepare(config, ids, claims, services)
  if (changes && !('error' in changes.prepared)) await waitForStream(config, services)
  if (socket.isClosed) return null

  const channel = new Channel({ socket, topic, joinRef, config, claims, token, readable, services })
  if (changes) {
    const { work, catalog, delivery } = services
    const { isLegacy } = config
    const { version } = socket
    const { entries, prepared } = changes
    const options = { channel, version, isLegacy, entries, claims, delivery, work, catalog }
    channel.changes = new ChangesSubscription(options, prepared)
  }
  const echoed = config.elements.map((element, at) => ({ ...element, id: ids[at] }))
  socket.reply(joinRef, ref, topic, 'ok', JSON.stringify({ postgres_changes: echoed }))
  sendReplayed(channel, socket, joinRef, replayed)
  channel.changes?.announce()
  if (config.wantsReplicationReady) announceReplication(channel, services)
  channel.sendPresenceState()
  return channel
}

function payloadOf({ payload, payloadText }: JoinRequest): Record<string, unknown> {
  if (payload !== null) return payload
  const shown = inspect(JSON.parse(payloadText()))
  throw new Refusal(`UnknownErrorOnChannel: expected params to be a :map, got: \`${shown}\``)
}

function checkLimits({ socket, services }: JoinRequest, config: JoinConfig): void {
  if (services.isPrivateOnly && !config.isPrivate) {
    throw new Refusal('PrivateOnly: This project only allows private channels')
  }
  if (!services.joinRate.take()) {
    // Closed a turn later, so that the answer still leaves.
    setImmediate(() => socket.close(1001))
    throw new Refusal('ClientJoinRateLimitReached: Too many joins per second')
  }
  if (socket.channelCount > services.limits.maxChannelsPerSocket) {
    throw new Refusal('ChannelRateLimitReached: Too many channels')
  }
  const { maxEntriesPerJoin } = services.limits
  if (config.elements.length > maxEntriesPerJoin) {
    throw new Refusal(`TooManyBindings: A channel may have ${maxEntriesPerJoin} postgres_changes bindings`)
  }
}

function resolveClaims(
  { socket, services }: JoinRequest,
  payload: Record<string, unknown>,
): { claims: Claims; token: string } {
  const token = readJoinToken(payload)
  if (token === null) return { claims: socket.claims, token: socket.key }
  const result = verifyToken(token, services.keys)
  if ('claims' in result) return { claims: result.claims, token }
  throw new Refusal(describeFailure(result.failure).refusal)
}

async function readPermissions(
  config: JoinConfig,
  claims: Claims,
  name: string,
  { socket, services }: JoinRequest,
): Promise<Set<Extension>> {
  if (!config.isPrivate) return new Set()
  const readable = await services.authorizer.readable(claims, name, extensionsOf(config), socket.headers)
  if (readable.size > 0) return readable
  throw unauthorized(name)
}

function unauthorized(name: string): Refusal {
  return new Refusal(`Unauthorized: You do not have permissions to read from this Channel topic: ${name}`)
}

async function replayedMessages(
  config: JoinConfig,
  readable: Set<Extension>,
  name: string,
  services: Services,
): Promise<ReplayedMessage[]> {
  const { replay } = config
  if (replay === undefined) return []
  if (!config.isPrivate)
    throw new Refusal('UnableToReplayMessages: Replay is not allowed for public channels')
  if (!readable.has('broadcast')) throw unauthorized(name)
  if (replay === 'ignored') return []
  if (replay === 'not valid') throw new Refusal('UnableToReplayMessages: Replay params are not valid')
  try {
    return await readReplay(services.work, name, replay)
  } catch (error) {
    if (!isSqlError(error)) throw error
    services.log(`realtime: a replay failed: ${error.message}`)
    throw new Refusal('UnableToReplayMessages: Realtime was unable to replay messages')
  }
}

async function prepare(
  config: JoinConfig,
  ids: number[],
  claims: Claims,
  services: Services,
): Promise<Changes | null> {
  if (config.elements.length === 0) return null
  const entries: Entry[] = []
  for (const [at, element] of config.elements.entries()) {
    const entry = parseEntry(element, ids[at] ?? 0)
    if ('error' in entry) return { entries: entry, prepared: refuseIfWaiting(config, entry) }
    entries.push(entry)
  }
  const prepared = await prepareEntries(services.work, services.catalog, entries, claims.role)
  return { entries, prepared: 'error' in prepared ? refuseIfWaiting(config, prepared) : prepared }
}

/** A client that waits for its subscription hears of its failure in the answer itself. */
function refuseIfWaiting(config: JoinConfig, failure: { error: string }): { error: string } {
  if (config.waitMs === null) return failure
  throw new Refusal(`RealtimeDisabledForConfiguration: ${failure.error}`)
}

async function waitForStream(config: JoinConfig, services: Services): Promise<void> {
  const timeoutMs = config.waitMs ?? services.limits.joinTimeoutMs
  if (await services.whenChangesFlow(timeoutMs)) return
  if (config.waitMs === null) throw new Refusal(noDatabase)
  throw new Refusal(
    `PostgresChangesSubscribeTimeout: Timed out after ${timeoutMs}ms waiting for the postgres_changes subscription`,
  )
}

function sendReplayed(channel: Channel, socket: Socket, joinRef: Ref, messages: ReplayedMessage[]): void {
  for (const { id, broadcast } of messages) {
    channel.replayed.add(id)
    const frame = broadcastFrame(socket.version, channel.topic, broadcast, joinRef)
    if (frame) channel.send(frame)
  }
}

function announceReplication(channel: Channel, services: Services): void {
  const announce = (isFlowing: boolean) => {
    if (isFlowing) channel.system('system', 'ok', 'Replication connection established')
    else channel.shutDown('Replication connection was not established in time')
  }
  if (services.isFlowing()) announce(true)
  else void services.whenFlowing(services.limits.joinTimeoutMs).then(announce)
}

const noDatabase = 'UnableToConnectToProject: Realtime was unable to connect to the project database'

function databaseTrouble(error: unknown, services: Services): string {
  services.log(`realtime: a join failed: ${error instanceof Error ? error.message : String(error)}`)
  return noDatabase
}
