'use client'

import { useState } from 'react'
import { type MergedDraft, useMergedDraft } from '@/lib/action/use-merged-draft'
import { useWrite } from '@/lib/action/use-write'
import type { ErrorInfo } from '@/lib/result'
import type { PlanPatch } from './columns'
import { changesOf, isSameInDraft, type PlanDraft, parseDraft, toDraft } from './draft'
import { savePlanOrConflict } from './save-plan'
import type { Plan, PlanFields } from './schema'

type Saved = { version: number; fields: PlanFields }

export type PlanEditing = {
  draft: MergedDraft<PlanDraft>
  /** The newest that is known to be saved. */
  saved: Saved
  fieldErrors: { [Field in keyof PlanFields]?: string[] | undefined }
  set: MergedDraft<PlanDraft>['set']
  /** What saving would change; null when something cannot be saved as it is typed. */
  prepare: () => PlanPatch | null
  /** Error `conflict` for a version that is no more: what is saved now is then in `draft`, beside what was typed. */
  save: (patch: PlanPatch) => Promise<'saved' | 'conflict' | 'refused'>
  isSending: boolean
  /** Why the last save was refused, when no field and no conflict says it. */
  error: ErrorInfo | null
}

/** The form of one plan, in company of other admins. `onSaved` hears of the version that was made. */
export function usePlanEditor(
  planId: string,
  live: PlanFields & { version: number },
  onSaved: (plan: Plan) => void,
): PlanEditing {
  // A refusal can know more than the live view does yet.
  const [met, setMet] = useState<Saved | null>(null)
  const saved = met !== null && met.version > live.version ? met : { version: live.version, fields: live }
  const draft = useMergedDraft({ version: saved.version, fields: toDraft(saved.fields) }, isSameInDraft)
  const [fieldErrors, setFieldErrors] = useState<PlanEditing['fieldErrors']>({})
  const write = useWrite(savePlanOrConflict)

  function prepare(): PlanPatch | null {
    const { fields, errors } = parseDraft(draft.values)
    setFieldErrors(errors ?? {})
    return fields ? changesOf(fields, saved.fields) : null
  }

  async function save(patch: PlanPatch) {
    const result = await write.send({ planId, version: draft.version, patch })
    if (result?.data?.plan) {
      draft.settle(result.data.plan.version)
      onSaved(result.data.plan)
      return 'saved'
    }
    if (result?.data?.conflict) {
      const { version, current } = result.data.conflict
      setMet({ version, fields: current })
      return 'conflict'
    }
    setFieldErrors(result?.error?.fields ?? {})
    return 'refused'
  }

  return {
    draft,
    saved,
    fieldErrors,
    set(field, value) {
      setFieldErrors((errors) => ({ ...errors, [field]: undefined }))
      draft.set(field, value)
    },
    prepare,
    save,
    isSending: write.isSending,
    error: write.error?.fields === undefined ? write.error : null,
  }
}
