'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { NoticeSettings } from '@/lib/notices/schema'
import { useNoticeSettings } from '@/lib/notices/use-notice-settings'
import type { Snapshot } from '@/lib/realtime/live-query'
import { OrderEmailSwitch } from './order-email-switch'
import { PushDevices } from './push-devices'

type Props = {
  userId: string
  email: string | null
  /** The public key for pushes; null when this person gets none or none are set up. */
  pushKey: string | null
  initial: Snapshot<NoticeSettings> | undefined
}

/** Of what one is told outside the app, and where. */
export function NoticeSettingsCard({ userId, email, pushKey, initial }: Props) {
  const view = useNoticeSettings(userId, initial)
  const { data, isLoading, status } = view
  const canWrite = status !== 'offline'

  return (
    <Card aria-labelledby="notices-title">
      <CardHeader>
        <CardTitle id="notices-title">Notices</CardTitle>
        <CardDescription>What reaches you while Rowcast is closed.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-6">
        <ReadProblem view={view} what="settings of your notices" />
        {isLoading && <Skeleton className="h-11" />}
        {data && email !== null && (
          <OrderEmailSwitch isOn={data.orderEmails} email={email} canWrite={canWrite} />
        )}
        {data && email === null && (
          <p className="text-muted-foreground text-sm">A guest has no address to send mails to.</p>
        )}
        {data && pushKey !== null && (
          <PushDevices pushKey={pushKey} devices={data.devices} canWrite={canWrite} />
        )}
      </CardContent>
    </Card>
  )
}
