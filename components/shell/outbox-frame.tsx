'use client'

import type { ReactNode } from 'react'
import type { AnyWrite } from '@/lib/action/outbox'
import { OutboxProvider } from '@/lib/action/use-outbox'
import { PendingWrites } from './pending-writes'

type Props = { userId: string; writes: AnyWrite[]; children: ReactNode }

/** Pages whose writes may wait on this device, below what waits. */
export function OutboxFrame({ userId, writes, children }: Props) {
  return (
    <OutboxProvider userId={userId} writes={writes}>
      <PendingWrites />
      {children}
    </OutboxProvider>
  )
}
