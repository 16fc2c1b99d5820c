'use client'

import { useState } from 'react'
import { type MergedDraft, useMergedDraft } from '@/lib/action/use-merged-draft'
import { useWrite } from '@/lib/action/use-write'
import type { ErrorInfo } from '@/lib/result'
import { saveTrackingOrConflict } from './save-tracking'
import type { Order } from './schema'
import {
  isSameTracking,
  type TrackedFields,
  type TrackingDraft,
  toTrackingDraft,
  trackingPatch,
} from './tracking-draft'

type Saved = { version: number; fields: TrackedFields }
type FieldErrors = { [Field in keyof TrackingDraft]?: string[] | undefined }

export type TrackingEditing = {
  draft: MergedDraft<TrackingDraft>
  /** A refusal knows of a version before the live view does. */
  isAhead: boolean
  fieldErrors: FieldErrors
  set: MergedDraft<TrackingDraft>['set']
  save: () => Promise<'saved' | 'conflict' | 'refused'>
  isSending: boolean
  /** Why the last save was refused, when no field and no conflict says it. */
  error: ErrorInfo | null
}

/** What admins set of one order, in company of other admins. */
export function useTrackingEditor(order: Order): TrackingEditing {
  const [met, setMet] = useState<Saved | null>(null)
  const isAhead = met !== null && met.version > order.version
  const saved: Saved = isAhead ? met : { version: order.version, fields: order }
  const draft = useMergedDraft(
    { version: saved.version, fields: toTrackingDraft(saved.fields) },
    isSameTracking,
  )
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>({})
  const write = useWrite(saveTrackingOrConflict)

  async function save() {
    const { patch, errors } = trackingPatch(draft.values, draft.changed)
    setFieldErrors(errors ?? {})
    if (patch === undefined) return 'refused'
    const result = await write.send({ orderId: order.id, version: draft.version, patch })
    if (result?.data?.order) {
      draft.settle(result.data.order.version)
      return 'saved'
    }
    if (result?.data?.conflict) {
      const { version, current } = result.data.conflict
      setMet({ version, fields: current })
      return 'conflict'
    }
    setFieldErrors(patchErrors(result?.error?.fields))
    return 'refused'
  }

  return {
    draft,
    isAhead,
    fieldErrors,
    set(field, value) {
      setFieldErrors((errors) => ({ ...errors, [field]: undefined }))
      draft.set(field, value)
    },
    save,
    isSending: write.isSending,
    error: write.error?.fields === undefined ? write.error : null,
  }
}

/** The input names `patch.eta` what the form calls `eta`. */
function patchErrors(fields: Record<string, string[]> | undefined): FieldErrors {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, messages]) => [name.replace(/^patch\./, ''), messages]),
  )
}
