import { formatCount } from '@/lib/format'
import { missedWords } from '@/lib/realtime/missed'
import type { LedgerEntry } from './schema'
import { formatChange } from './words'

/** Entries in a page of the ledger; the newest page is live. */
export const ENTRY_PAGE = 50

/** The reason that the database gives when time took the credits. */
const EXPIRED = 'Expired'

/** Who made a change, as `viewerId` would say it. No actor means that it was made past the app. */
export function actorLabel(entry: LedgerEntry, viewerId: string): string {
  if (entry.actorId === null) return entry.reason === EXPIRED ? 'Time' : 'SQL or the dashboard'
  if (entry.actorId === viewerId) return 'You'
  return entry.actorName ?? 'An administrator'
}

/**
 * Entries of `next` that `previous` does not have and this tab did not cause, newest first. Ids of an account
 * only grow. A write without a key is the viewer's own by its actor.
 */
export function changesElsewhere(
  previous: LedgerEntry[],
  next: LedgerEntry[],
  viewerId: string,
  isOwnWrite: (key: string) => boolean,
): LedgerEntry[] {
  const newestKnown = previous[0]?.id ?? 0
  return next.filter(({ id, idempotencyKey, actorId }) => {
    if (id <= newestKnown) return false
    return idempotencyKey === null ? actorId !== viewerId : !isOwnWrite(idempotencyKey)
  })
}

/** The ledger as far back as it is known, newest first. `isComplete`: it reaches the first entry. */
export type LedgerView = { entries: LedgerEntry[]; isComplete: boolean }

/** What the newest page alone shows. */
export function firstView(newest: LedgerEntry[]): LedgerView {
  return { entries: newest, isComplete: newest.length < ENTRY_PAGE }
}

/**
 * Adds a newer read of the newest page, each entry once. What happened does not change, so known
 * entries stay the same objects, and their rows need not be drawn again.
 * A full page that does not touch what is known leaves a gap between the two, so it starts anew.
 */
export function withNewest(view: LedgerView, newest: LedgerEntry[]): LedgerView {
  const oldestRead = newest.at(-1)
  if (oldestRead === undefined) return firstView(newest)
  const known = new Map(view.entries.map((entry) => [entry.id, entry]))
  const isTouching = newest.some(({ id }) => known.has(id)) || newest.length < ENTRY_PAGE
  if (!isTouching) return firstView(newest)
  const read = newest.map((entry) => known.get(entry.id) ?? entry)
  const rest = view.entries.filter((entry) => entry.id < oldestRead.id)
  return { entries: [...read, ...rest], isComplete: view.isComplete }
}

/** Adds the page that follows the oldest known entry. */
export function withOlder(view: LedgerView, page: LedgerEntry[]): LedgerView {
  const oldestId = view.entries.at(-1)?.id ?? Number.POSITIVE_INFINITY
  const older = page.filter((entry) => entry.id < oldestId)
  return { entries: [...view.entries, ...older], isComplete: page.length < ENTRY_PAGE }
}

export type BalancePoint = { atMs: number; credits: number; entry: LedgerEntry | null }

/**
 * The balance over time for a step line: the balance before the oldest entry, one point per entry, and now.
 * Entries are taken in ledger order; an entry of a longer transaction can bear an earlier time, which is raised.
 */
export function balanceSeries(entries: LedgerEntry[], nowMs: number): BalancePoint[] {
  const points: BalancePoint[] = []
  for (const entry of entries.toReversed()) {
    const atMs = Math.max(Date.parse(entry.createdAt), points.at(-1)?.atMs ?? 0)
    if (points.length === 0) points.push({ atMs, credits: entry.balanceAfter - entry.delta, entry: null })
    points.push({ atMs, credits: entry.balanceAfter, entry })
  }
  const last = points.at(-1)
  if (last === undefined) return []
  return [...points, { atMs: Math.max(nowMs, last.atMs), credits: last.credits, entry: null }]
}

export type Notice = { title: string; detail: string; isGain: boolean }

/** More changes than this at once are told as one. */
const MAX_NOTICES = 2

/** What to tell about changes made elsewhere. `wasAway`: they were made while this page was not connected. */
export function noticesFor(entries: LedgerEntry[], viewerId: string, wasAway: boolean): Notice[] {
  const total = entries.reduce((sum, entry) => sum + entry.delta, 0)
  if (entries.length === 0) return []
  if (entries.length === ENTRY_PAGE) return [overflow(entries, wasAway)]
  if (entries.length > MAX_NOTICES || (total === 0 && entries.length > 1)) {
    return [summary(entries, total, wasAway)]
  }
  return entries.toReversed().map((entry) => noticeOf(entry, viewerId))
}

function noticeOf(entry: LedgerEntry, viewerId: string): Notice {
  const change = entry.delta === 0 ? 'Removal of an ended grant' : formatChange(entry.delta)
  return {
    title: `${change} · ${origin(entry, viewerId)}`,
    detail: entry.actorId === null ? balanceText(entry) : `${entry.reason} · ${balanceText(entry)}`,
    isGain: entry.delta > 0,
  }
}

/** A whole page of changes may have more behind it, so there is no sum to tell. */
function overflow(entries: LedgerEntry[], wasAway: boolean): Notice {
  return {
    title: wasAway ? missedWords(ENTRY_PAGE, { isAtLeast: true }) : `${ENTRY_PAGE} changes or more`,
    detail: balanceText(entries[0]),
    isGain: false,
  }
}

function summary(entries: LedgerEntry[], total: number, wasAway: boolean): Notice {
  const sum = total === 0 ? 'Balance unchanged' : formatChange(total)
  const changes = wasAway ? missedWords(entries.length) : `${formatCount(entries.length)} changes`
  return {
    title: `${sum} · ${changes}`,
    detail: balanceText(entries[0]),
    isGain: total > 0,
  }
}

function origin(entry: LedgerEntry, viewerId: string): string {
  if (entry.actorId === null) return entry.reason === EXPIRED ? 'expired' : 'made in SQL or the dashboard'
  if (entry.actorId === viewerId) return 'made in another window'
  return `by ${entry.actorName ?? 'an administrator'}`
}

function balanceText(entry: LedgerEntry | undefined): string {
  return entry === undefined ? '' : `Balance ${formatCount(entry.balanceAfter)}`
}
