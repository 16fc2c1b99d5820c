'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { focusFirstInvalid } from '@/components/ui/focus-first-invalid'
import { notify } from '@/components/ui/notify'
import { useUnsavedWarning } from '@/components/ui/use-unsaved-warning'
import { useWrite } from '@/lib/action/use-write'
import { createPlan } from '@/lib/plans/actions'
import { planPath } from '@/lib/plans/desk-list'
import { EMPTY_DRAFT, type PlanDraft, parseDraft } from '@/lib/plans/draft'
import { PlanFields } from './plan-fields'

/** A new plan. Once it is saved, its own page takes over. */
export function PlanCreator() {
  const router = useRouter()
  const write = useWrite(createPlan)
  const [draft, setDraft] = useState<PlanDraft>(EMPTY_DRAFT)
  const [errors, setErrors] = useState<{ [Field in keyof PlanDraft]?: string[] | undefined }>({})
  const [isDone, setIsDone] = useState(false)
  useUnsavedWarning(!isDone && draft !== EMPTY_DRAFT)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const { fields, errors: wrong = {} } = parseDraft(draft)
    setErrors(wrong)
    if (fields === undefined) return focusFirstInvalid(form)
    const result = await write.send({ fields })
    if (result?.success) {
      setIsDone(true)
      notify.success(`${result.data.name} is ${result.data.isActive ? 'on offer' : 'saved'}`)
      return router.push(planPath(result.data.id))
    }
    setErrors(result?.error?.fields ?? {})
    focusFirstInvalid(form)
  }

  return (
    <Card aria-label="New plan" className="max-w-3xl">
      <CardContent>
        <form onSubmit={submit} noValidate className="grid gap-6">
          <PlanFields
            values={draft}
            errors={errors}
            set={(field, value) => {
              setErrors((now) => ({ ...now, [field]: undefined }))
              setDraft((now) => ({ ...now, [field]: value }))
            }}
          />
          {write.error && !write.error.fields && <Alert kind="error">{write.error.message}</Alert>}
          <Button type="submit" disabled={isDone} aria-busy={write.isSending} className="w-fit">
            {write.isSending ? 'Saving…' : 'Create plan'}
          </Button>
        </form>
      </CardContent>
    </Card>
  )
}
