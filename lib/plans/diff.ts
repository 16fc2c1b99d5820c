import { PLAN_FIELDS } from './columns'
import type { PlanChange } from './desk-schema'
import type { PlanFields } from './schema'
import { FIELD_NAME, fieldWords } from './words'

/** One line of a readable difference; null where there was, or is, nothing. */
export type DiffLine = {
  field: keyof PlanFields
  label: string
  before: string | null
  after: string | null
}

/** The fields in which two states differ, as people read them; of a new or deleted plan, all that say something. */
export function diffPlans(before: PlanFields | null, after: PlanFields | null): DiffLine[] {
  return PLAN_FIELDS.flatMap((field) => {
    if (before?.[field] === after?.[field]) return []
    const line = {
      field,
      label: FIELD_NAME[field],
      before: textOf(before, field),
      after: textOf(after, field),
    }
    return line.before === null && line.after === null ? [] : [line]
  })
}

/** Null also for an empty text of a plan that came or went: it says nothing. */
function textOf(fields: PlanFields | null, field: keyof PlanFields): string | null {
  if (fields === null || fields[field] === '') return null
  return fieldWords(field, fields[field], fields.currency)
}

/** Who made a change. Nobody's name means that it was made past the app. */
export function changeActor({ actorId, actorEmail }: PlanChange, viewerId: string): string {
  if (actorId === null) return 'SQL / dashboard'
  if (actorId === viewerId) return 'You'
  return actorEmail ?? 'An administrator'
}

/** What a change did, in a word or three. */
export function changeTitle({ op, before, after, restoredVersion }: PlanChange): string {
  if (restoredVersion !== null) return `Version ${restoredVersion} restored`
  if (op === 'CREATE') return 'Created'
  if (op === 'DELETE') return 'Deleted'
  const lines = diffPlans(before, after)
  if (lines.length === 1 && lines[0]?.field === 'isActive') return after?.isActive ? 'Offered' : 'Withdrawn'
  return 'Updated'
}
