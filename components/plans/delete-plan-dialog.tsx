'use client'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { deletePlan } from '@/lib/plans/actions'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { ImpactWords } from './impact-words'

type Props = { plan: DeskPlan; canWrite: boolean; onClose: () => void }

/** Says what a deletion ends before it is done. It deletes the version that is on screen, no later one. */
export function DeletePlanDialog({ plan, canWrite, onClose }: Props) {
  const write = useWrite(deletePlan)

  async function confirm() {
    const result = await write.send({ planId: plan.id, version: plan.version })
    if (!result?.success) return
    const { cancelled } = result.data
    const ended = cancelled === 1 ? '1 investment was cancelled' : `${cancelled} investments were cancelled`
    notify.success(`${plan.name} is deleted`, { description: ended })
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${plan.name}?`}
      description={
        <ImpactWords
          planId={plan.id}
          happens={{
            one: 'ends as cancelled. The investor keeps the record and is told',
            many: 'end as cancelled. The investors keep the record and are told',
          }}
          none="Nobody has an active investment in it."
        />
      }
    >
      <p className="text-pretty text-sm">
        Its history stays, and the plan can be restored from it. Cancelled investments stay cancelled.
      </p>
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onClose}>
          Keep it
        </Button>
        <Button
          variant="destructive"
          disabled={!canWrite || write.isSending}
          aria-busy={write.isSending}
          onClick={confirm}
        >
          {write.isSending ? 'Deleting…' : 'Delete plan'}
        </Button>
      </div>
    </Dialog>
  )
}
