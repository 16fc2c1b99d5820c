'use client'

import { useState } from 'react'
import { type MergedDraft, useMergedDraft } from '@/lib/action/use-merged-draft'
import { useWrite } from '@/lib/action/use-write'
import type { ErrorInfo } from '@/lib/result'
import { updateTracking } from './actions'
import type { Order } from './schema'
import { trackingConflict } from './tracking-conflict'
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
  const write = useWrite(updateTracking)

  async function save() {
    const { patch, errors } = trackingPatch(draft.values, draft.changed)
    setFieldErrors(errors ?? {})
    if (patch === undefined) return 'refused'
    const result = await write.send({ orderId: order.id, version: draft.version, patch })
    if (result?.success) {
      draft.settle(result.data.version)
      return 'saved'
    }
    const conflict = trackingConflict(result?.error ?? null)
    if (conflict !== null) setMet({ version: conflict.version, fields: conflict.current })
    setFieldErrors(patchErrors(result?.error?.fields))
    return conflict === null ? 'refused' : 'conflict'
  }

  const isExplained = write.error?.fields !== undefined || trackingConflict(write.error) !== null
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
    error: isExplained ? null : write.error,
  }
}

/** The input names `patch.eta` what the form calls `eta`. */
function patchErrors(fields: Record<string, string[]> | undefined): FieldErrors {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, messages]) => [name.replace(/^patch\./, ''), messages]),
  )
}
