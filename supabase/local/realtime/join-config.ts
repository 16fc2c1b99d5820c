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
  /** Undefined when none was asked for. */
  replay: ReplayRequest | 'not valid' | 'ignored' | undefined
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
/** The end of the year 9999. */
const maxSinceMs = 253_402_300_799_999
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

/** The token of a join, or null when the connection's own key counts. Of the two names the older one wins. */
export function readJoinToken(payload: Record<string, unknown>): string | null {
  const { access_token: token, user_token: older } = payload
  if (String(token || older).startsWith('sb_')) return null
  if (typeof older === 'string') return older
  return typeof token === 'string' ? token : null
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

/** A limit out of its range is brought into it; a private channel ignores what is no object. */
function readReplay(replay: unknown): JoinConfig['replay'] {
  if (replay === undefined) return undefined
  if (!isRecord(replay)) return 'ignored'
  const since = Number.isInteger(replay.since) ? Number(replay.since) : Number.NaN
  const limit = replay.limit ?? maxReplayed
  if (!(Math.abs(since) <= maxSinceMs) || !Number.isInteger(limit)) return 'not valid'
  return { since, limit: Math.max(1, Math.min(Number(limit), maxReplayed)) }
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
