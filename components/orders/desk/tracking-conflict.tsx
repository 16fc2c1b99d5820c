import type { Ref } from 'react'
import { ConflictPanel } from '@/components/ui/conflict-panel'
import { mergeInWords } from '@/lib/merge'
import { TRACKING_LABELS, type TrackingDraft } from '@/lib/orders/tracking-draft'
import type { TrackingEditing } from '@/lib/orders/use-tracking-editor'

type Props = { editing: TrackingEditing; who: string; ref: Ref<HTMLElement> }

/** What others have saved of this order since one began to edit it. Nothing while nobody has. */
export function TrackingConflict({ editing: { draft }, who, ref }: Props) {
  const { conflicts, taken } = draft
  // Without changes of one's own there is nothing to merge: the form simply follows.
  if (conflicts.length === 0 && (taken.length === 0 || !draft.isDirty)) return null
  return (
    <ConflictPanel
      ref={ref}
      who={who}
      {...mergeInWords(draft, TRACKING_LABELS, words)}
      onChoose={(field, side) => draft.choose(field as keyof TrackingDraft, side)}
      onAcknowledge={draft.acknowledge}
      onDiscard={draft.discard}
    />
  )
}

/** As it stands in the form; an arrival without the letter that the field puts into it. */
function words(field: keyof TrackingDraft, value: string): string {
  if (value.trim() === '') return 'empty'
  return field === 'eta' ? value.replace('T', ' ') : value
}
