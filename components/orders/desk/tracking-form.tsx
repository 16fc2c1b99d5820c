'use client'

import { type FormEvent, useEffect, useRef } from 'react'
import { Alert } from '@/components/ui/alert'
import { Field } from '@/components/ui/field'
import { focusFirstInvalid } from '@/components/ui/focus-first-invalid'
import { notify } from '@/components/ui/notify'
import { SaveRow } from '@/components/ui/save-row'
import { TextareaField } from '@/components/ui/textarea-field'
import { useUnsavedWarning } from '@/components/ui/use-unsaved-warning'
import type { OrderPage } from '@/lib/orders/page-schema'
import { TRACKING_LABELS } from '@/lib/orders/tracking-draft'
import { useTrackingEditor } from '@/lib/orders/use-tracking-editor'
import { PlaceField } from './place-field'
import { TrackingConflict } from './tracking-conflict'

type Props = {
  page: OrderPage
  canWrite: boolean
  /** Who has saved the version on screen, as far as is known. */
  lastActor: string
  onDirty: (isDirty: boolean) => void
}

/** Partner, place, arrival and a word to the shopper. What others save meanwhile is merged in, or put beside it. */
export function TrackingForm({ page, canWrite, lastActor, onDirty }: Props) {
  const { order } = page
  const editing = useTrackingEditor(order)
  const { draft, fieldErrors } = editing
  const conflict = useRef<HTMLElement>(null)
  useUnsavedWarning(draft.isDirty)
  useEffect(() => {
    onDirty(draft.isDirty)
    return () => onDirty(false)
  }, [draft.isDirty, onDirty])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    if (!canWrite || editing.isSending || !draft.isDirty) return
    if (!draft.isDecided) return conflict.current?.focus()
    if (draft.changed.length === 0) return draft.discard()
    const outcome = await editing.save()
    if (outcome === 'saved') notify.success(`${order.orderNumber} is saved`)
    if (outcome === 'conflict') requestAnimationFrame(() => conflict.current?.focus())
    if (outcome === 'refused') focusFirstInvalid(form)
  }

  const field = (name: keyof typeof TRACKING_LABELS) => ({
    label: TRACKING_LABELS[name],
    value: draft.values[name],
    errors: fieldErrors[name],
    onChange: ({ target }: { target: { value: string } }) => editing.set(name, target.value),
  })

  return (
    <form onSubmit={submit} noValidate aria-label="Delivery" className="grid gap-4">
      <TrackingConflict editing={editing} who={editing.isAhead ? 'Someone else' : lastActor} ref={conflict} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field {...field('deliveryPartnerName')} maxLength={80} autoComplete="off" />
        <Field {...field('deliveryPartnerPhone')} type="tel" maxLength={25} autoComplete="off" />
      </div>
      <PlaceField page={page} editing={editing} />
      <Field
        {...field('eta')}
        type="datetime-local"
        hint="In your own time zone. Empty: the shopper sees a prediction."
      />
      <TextareaField {...field('note')} maxLength={500} rows={2} />
      {editing.error && <Alert kind="error">{editing.error.message}</Alert>}
      <SaveRow
        label="Save"
        canSave={canWrite && draft.isDirty && draft.isDecided}
        isSending={editing.isSending}
        onDiscard={draft.isDirty ? draft.discard : null}
        version={draft.version}
      />
    </form>
  )
}
