'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { PlanPatch } from '@/lib/plans/columns'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { diffPlans } from '@/lib/plans/diff'
import type { PlanFields } from '@/lib/plans/schema'
import { DiffList } from './diff-list'
import { ImpactWords } from './impact-words'

type Props = {
  plan: DeskPlan
  /** What would be saved. */
  patch: PlanPatch
  saved: PlanFields
  isSending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Says whom new terms reach before they are saved. */
export function TermsDialog({ plan, patch, saved, isSending, onConfirm, onClose }: Props) {
  const lines = diffPlans(saved, { ...saved, ...definedOf(patch) })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Change running investments?"
      description={
        <ImpactWords
          planId={plan.id}
          happens={{
            one: 'takes over the new terms the moment you save',
            many: 'take over the new terms the moment you save',
          }}
          none="No active investment takes over the new terms any more."
        />
      }
    >
      <DiffList label="What is saved" lines={lines} />
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onClose}>
          Back
        </Button>
        <Button aria-busy={isSending} onClick={onConfirm}>
          {isSending ? 'Saving…' : 'Save and change them'}
        </Button>
      </div>
    </Dialog>
  )
}

function definedOf(patch: PlanPatch): Partial<PlanFields> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
