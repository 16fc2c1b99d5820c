'use client'

import type { ReactNode } from 'react'
import { OutboxFrame } from '@/components/shell/outbox-frame'
import { queuedSpend } from '@/lib/credits/queued'

/** Every write of these pages that may wait on this device. */
const WRITES = [queuedSpend]

export function Outbox({ userId, children }: { userId: string; children: ReactNode }) {
  return (
    <OutboxFrame userId={userId} writes={WRITES}>
      {children}
    </OutboxFrame>
  )
}
