'use client'

import { LiveInspector } from '@/components/realtime/live-inspector'
import type { Snapshot } from '@/lib/realtime/live-query'
import type { LiveHealth } from '@/lib/status/schema'
import { useSelfCheck } from '@/lib/status/use-self-check'
import { SelfCheckCard } from './self-check-card'

type Props = { userId: string; initial: Snapshot<LiveHealth> | undefined }

export function StatusWorkspace({ userId, initial }: Props) {
  const selfCheck = useSelfCheck(userId, initial)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <SelfCheckCard selfCheck={selfCheck} />
      <LiveInspector />
    </div>
  )
}
