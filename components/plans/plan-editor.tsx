'use client'

import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Card, CardContent } from '@/components/ui/card'
import { focusFirstInvalid } from '@/components/ui/focus-first-invalid'
import { notify } from '@/components/ui/notify'
import { SaveRow } from '@/components/ui/save-row'
import { useUnsavedWarning } from '@/components/ui/use-unsaved-warning'
import type { PlanPatch } from '@/lib/plans/columns'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { type PlanDraft, reachesInvestments } from '@/lib/plans/draft'
import { type PlanEditing, usePlanEditor } from '@/lib/plans/use-plan-editor'
import { PlanConflict } from './plan-conflict'
import { PlanFields } from './plan-fields'
import { TermsDialog } from './terms-dialog'

type Props = {
  plan: DeskPlan
  viewerId: string
  canWrite: boolean
  /** Shown above the fields: who else is here, or that the plan is gone. */
  children?: ReactNode
}

/** The form of one plan. What others save meanwhile is merged into it, or put beside what was typed. */
export function PlanEditor({ plan, viewerId, canWrite, children }: Props) {
  const editing = usePlanEditor(plan.id, plan, ({ name, version }) =>
    notify.success(`${name} is saved`, { description: `Version ${version}` }),
  )
  const { draft } = editing
  const [asked, setAsked] = useState<PlanPatch | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const conflict = useRef<HTMLElement>(null)
  useUnsavedWarning(draft.isDirty)

  async function save(patch: PlanPatch) {
    const outcome = await editing.save(patch)
    setAsked(null)
    if (outcome === 'conflict') requestAnimationFrame(() => conflict.current?.focus())
    if (outcome === 'refused' && form.current) focusFirstInvalid(form.current)
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!canWrite || editing.isSending) return
    if (!draft.isDecided) return conflict.current?.focus()
    const patch = editing.prepare()
    if (patch === null) return focusFirstInvalid(event.currentTarget)
    if (Object.keys(patch).length === 0) return draft.discard()
    if (reachesInvestments(patch) && plan.activeInvestments > 0) return setAsked(patch)
    await save(patch)
  }

  return (
    <Card aria-label="Edit plan">
      <CardContent className="grid gap-5">
        {children}
        <PlanConflict editing={editing} who={whoSaved(editing, plan, viewerId)} ref={conflict} />
        <form ref={form} onSubmit={submit} onKeyDown={saveByKeyboard} noValidate className="grid gap-6">
          <PlanFields
            values={draft.values}
            set={editing.set}
            errors={editing.fieldErrors}
            asideOf={(field) => <FieldMark draft={draft} field={field} />}
          />
          {editing.error && <Alert kind="error">{editing.error.message}</Alert>}
          <SaveRow
            label="Save changes"
            canSave={canWrite && draft.isDirty && draft.isDecided}
            isSending={editing.isSending}
            onDiscard={draft.isDirty ? draft.discard : null}
            version={editing.saved.version}
          />
        </form>
      </CardContent>
      {asked && (
        <TermsDialog
          plan={plan}
          patch={asked}
          saved={editing.saved.fields}
          isSending={editing.isSending}
          onConfirm={() => save(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </Card>
  )
}

/** A refusal can know of a version before the live view does, and does not know whose it is. */
function whoSaved({ saved }: PlanEditing, plan: DeskPlan, viewerId: string): string | null {
  if (saved.version !== plan.version) return 'Someone else'
  if (plan.updatedBy === viewerId) return null
  return plan.updatedByName ?? 'SQL / dashboard'
}

function FieldMark({ draft, field }: { draft: PlanEditing['draft']; field: keyof PlanDraft }) {
  const conflict = draft.conflicts.find((one) => one.field === field)
  if (conflict) {
    return <Badge variant="warning">{conflict.side === null ? 'Both changed it' : 'Decided'}</Badge>
  }
  if (draft.taken.some((one) => one.field === field)) return <Badge variant="info">Taken over</Badge>
  return draft.changed.includes(field) ? <Badge variant="primary">Edited</Badge> : null
}

function saveByKeyboard(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
