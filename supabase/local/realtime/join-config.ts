/**
 * Reads the payload of `phx_join`. It is read leniently: booleans may be texts, lists may hold nulls, and what
 * does not fit counts as absent, because clients of many versions are about.
 */
import { randomUUID } from 'node:crypto'
import { toElements } from './entry.ts'
import { isRecord } from './protocol.ts'

export type ReplayRequest = { since: number; limit: number }

export type JoinConfig = {
  isPrivate: boolean
  receivesOwn: boolean
  isAcknowledged: boolean
  wantsReplicationReady: boolean
  /** Undefined when none was asked for, null when what was asked is not valid. */
  replay: ReplayRequest | null | undefined
  isPresenceEnabled: boolean
  presenceKey: string
  /** The `postgres_changes` list as it came, for the echo. */
  elements: Record<string, unknown>[]
  /** A join of the old API, whose topic names the table. */
  isLegacy: boolean
  /** How long the client waits for its subscription, when it says so. */
  waitMs: number | null
}

const maxReplayed = 25
const defaultWaitMs = 15_000
const maxWaitMs = 20_000

export function readJoinConfig(payload: Record<string, unknown>, subTopic: string): JoinConfig {
  const isLegacy = payload.config === undefined
  const config = asRecord(payload.config)
  const broadcast = asRecord(config.broadcast)
  const presence = asRecord(config.presence)
  return {
    isPrivate: isTrue(config.private),
    receivesOwn: isTrue(broadcast.self),
    isAcknowledged: isTrue(broadcast.ack),
    wantsReplicationReady: isTrue(broadcast.replication_ready),
    replay: readReplay(broadcast.replay),
    isPresenceEnabled: isTrue(presence.enabled),
    presenceKey: readPresenceKey(presence.key),
    elements: isLegacy ? [legacyElement(subTopic)] : toElements(config.postgres_changes),
    isLegacy,
    waitMs: readWait(asRecord(config.postgres_changes_options)),
  }
}

/** The token of a join, or null when the connection's own key counts. */
export function readJoinToken(payload: Record<string, unknown>): string | null {
  const token = payload.access_token ?? payload.user_token
  return typeof token === 'string' && !token.startsWith('sb_') ? token : null
}

function asRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}

function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
}

function readPresenceKey(key: unknown): string {
  if (typeof key === 'number') return String(key)
  return typeof key === 'string' && key !== '' ? key : randomUUID()
}

function readReplay(replay: unknown): ReplayRequest | null | undefined {
  if (replay === undefined || replay === null) return undefined
  if (!isRecord(replay) || !Number.isInteger(replay.since)) return null
  const limit = replay.limit ?? maxReplayed
  if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > maxReplayed) return null
  return { since: Number(replay.since), limit: Number(limit) }
}

function readWait(options: Record<string, unknown>): number | null {
  if (!isTrue(options.wait)) return null
  const timeout = options.timeout
  return typeof timeout === 'number' && timeout > 0 ? Math.min(timeout, maxWaitMs) : defaultWaitMs
}

/** `realtime:schema:table:filter`, of which only the schema must be there. */
function legacyElement(subTopic: string): Record<string, unknown> {
  const [schema, table, ...filter] = subTopic.split(':')
  return {
    schema,
    ...(table === undefined ? {} : { table }),
    ...(filter.length === 0 ? {} : { filter: filter.join(':') }),
  }
}
