import type { Ref } from 'react'
import { ConflictPanel } from '@/components/ui/conflict-panel'
import type { PlanDraft } from '@/lib/plans/draft'
import type { PlanEditing } from '@/lib/plans/use-plan-editor'
import { FIELD_NAME } from '@/lib/plans/words'

type Props = {
  editing: PlanEditing
  /** Who saved last; null is oneself, on this page or in another window. */
  who: string | null
  ref: Ref<HTMLElement>
}

/** What others have saved of this plan since one began to edit it. Nothing while nobody has. */
export function PlanConflict({ editing: { draft }, who, ref }: Props) {
  const { conflicts, taken } = draft
  // One knows of what one has just done oneself, unless it is in the way.
  if (conflicts.length === 0 && (taken.length === 0 || who === null)) return null
  return (
    <ConflictPanel
      ref={ref}
      who={who ?? 'You (elsewhere)'}
      conflicts={conflicts.map(({ field, was, mine, theirs, side }) => ({
        name: field,
        label: FIELD_NAME[field],
        was: words(field, was),
        mine: words(field, mine),
        theirs: words(field, theirs),
        side,
      }))}
      taken={taken.map(({ field, was, theirs }) => ({
        name: field,
        label: FIELD_NAME[field],
        was: words(field, was),
        theirs: words(field, theirs),
      }))}
      onChoose={(field, side) => draft.choose(field as keyof PlanDraft, side)}
      onAcknowledge={draft.acknowledge}
      onDiscard={draft.discard}
    />
  )
}

/** As typed, because what was typed may be no number yet. */
function words(field: keyof PlanDraft, value: string | boolean): string {
  if (typeof value === 'boolean') return value ? 'on offer' : 'not on offer'
  if (value === '') return 'empty'
  if (field === 'roiPercent') return `${value} %`
  return field === 'durationDays' ? `${value} days` : value
}
