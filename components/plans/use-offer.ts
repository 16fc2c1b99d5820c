'use client'

import { notify } from '@/components/ui/notify'
import { useWrite } from '@/lib/action/use-write'
import { savePlan } from '@/lib/plans/actions'
import type { DeskPlan } from '@/lib/plans/desk-schema'

/** Puts a plan on offer or withdraws it, as it is on screen: not when someone has changed it since. */
export function useOffer(plan: DeskPlan) {
  const write = useWrite(savePlan)

  async function toggle() {
    const isActive = !plan.isActive
    const result = await write.send({ planId: plan.id, version: plan.version, patch: { isActive } })
    if (result?.success) notify.success(`${plan.name} is ${isActive ? 'on offer' : 'withdrawn'}`)
    return result
  }

  return { toggle, isSending: write.isSending, error: write.error }
}
