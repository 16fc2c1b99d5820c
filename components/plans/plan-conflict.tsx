import type { Ref } from 'react'
import { ConflictPanel } from '@/components/ui/conflict-panel'
import { mergeInWords } from '@/lib/merge'
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
      {...mergeInWords(draft, FIELD_NAME, words)}
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
