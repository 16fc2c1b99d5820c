'use client'

import { MonitorSmartphone } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/time'
import { useWrite } from '@/lib/action/use-write'
import { removePushSubscription } from '@/lib/notices/actions'
import type { Device } from '@/lib/notices/schema'

type Props = { device: Device; canWrite: boolean }

export function DeviceRow({ device, canWrite }: Props) {
  const write = useWrite(removePushSubscription)
  const name = device.label || 'A browser'
  return (
    <li className="grid gap-2">
      <div className="flex min-h-11 items-center gap-3 text-sm">
        <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <span className="min-w-0 flex-1 truncate">
          {name}
          <span className="text-muted-foreground">
            , since <RelativeTime value={device.createdAt} />
          </span>
        </span>
        <Button
          variant="ghost"
          size="sm"
          disabled={!canWrite || write.isSending}
          aria-label={`Remove ${name}`}
          onClick={() => void write.send({ id: device.id })}
        >
          Remove
        </Button>
      </div>
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
    </li>
  )
}
