import type { PlanChange } from './desk-schema'

export type PlanNews = {
  title: string
  detail: string
  /** The plan it is about; null when it is about several. */
  planId: string | null
}

/** More changes than this at once are told as one. */
const MAX_NEWS = 3

const DONE = { CREATE: 'created', UPDATE: 'updated', DELETE: 'deleted' }

/** What to tell an admin about changes that others have made, the oldest first. `next` and `previous`: newest first. */
export function planNews(previous: PlanChange[], next: PlanChange[], viewerId: string): PlanNews[] {
  const known = new Set(previous.map(({ id }) => id))
  // Ids are given out before the commit, so a new one can be smaller; older than all that is known is old.
  const oldestKnown = previous.at(-1)?.id ?? 0
  const fresh = next
    .filter(({ id, actorId }) => !known.has(id) && id > oldestKnown && actorId !== viewerId)
    .toReversed()
  // Nothing of what was known is left in sight: there may be more behind.
  if (fresh.length > MAX_NEWS) return [summary(fresh, !next.some(({ id }) => known.has(id)))]
  return fresh.map((change) => ({
    title: `Plan ${doneTo(change)} ${byWhom(change)}`,
    detail: nameOf(change),
    planId: change.planId,
  }))
}

function summary(changes: PlanChange[], isAtLeast: boolean): PlanNews {
  const people = [...new Set(changes.map(byWhom))]
  const names = [...new Set(changes.map(nameOf))]
  const more = names.length > MAX_NEWS ? ` and ${names.length - MAX_NEWS} more` : ''
  return {
    title: `${changes.length}${isAtLeast ? ' or more' : ''} changes of plans ${people.length === 1 ? people[0] : 'by several admins'}`,
    detail: names.slice(0, MAX_NEWS).join(', ') + more,
    planId: null,
  }
}

function doneTo({ op, restoredVersion }: PlanChange): string {
  return restoredVersion === null ? DONE[op] : 'restored'
}

function byWhom({ actorId, actorEmail }: PlanChange): string {
  if (actorId === null) return 'in SQL or the dashboard'
  return `by ${actorEmail ?? 'an administrator'}`
}

function nameOf({ before, after }: PlanChange): string {
  return (after ?? before)?.name ?? ''
}
