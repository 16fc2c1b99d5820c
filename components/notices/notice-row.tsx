'use client'

import { BellRing, Mail } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { TableCell, TableRow } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import { useWrite } from '@/lib/action/use-write'
import { retryNotice } from '@/lib/notices/actions'
import type { Notice } from '@/lib/notices/schema'

const STATES = {
  queued: { label: 'Waiting', variant: 'neutral' },
  sending: { label: 'Sending', variant: 'info' },
  sent: { label: 'Sent', variant: 'success' },
  skipped: { label: 'Not wanted', variant: 'outline' },
  failed: { label: 'Failed', variant: 'destructive' },
} as const

type Props = { notice: Notice; canWrite: boolean }

export function NoticeRow({ notice, canWrite }: Props) {
  const write = useWrite(retryNotice)
  const Icon = notice.channel === 'email' ? Mail : BellRing
  const state = STATES[notice.state]

  return (
    <TableRow>
      <TableCell>
        <span className="flex items-center gap-3">
          <Icon
            aria-label={notice.channel === 'email' ? 'E-mail' : 'Push'}
            className="size-4 shrink-0 text-muted-foreground"
          />
          <span className="grid min-w-0 gap-0.5">
            <span className="font-medium">{notice.subject ?? 'A notice'}</span>
            <span className="text-muted-foreground sm:hidden">{notice.recipient}</span>
          </span>
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">{notice.recipient}</TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        <RelativeTime value={notice.settledAt ?? notice.createdAt} />
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-3">
          <Badge variant={state.variant}>
            {state.label}
            {notice.attempts > 1 && `, try ${notice.attempts}`}
          </Badge>
          {notice.state === 'failed' && (
            <Button
              variant="outline"
              size="sm"
              disabled={!canWrite || write.isSending}
              onClick={() => void write.send({ id: notice.id })}
            >
              Send again
            </Button>
          )}
        </span>
        <Problem error={write.error?.message ?? (notice.state === 'sent' ? null : notice.lastError)} />
      </TableCell>
    </TableRow>
  )
}

function Problem({ error }: { error: string | null }) {
  return error === null ? null : (
    <p className="mt-1 max-w-xs text-pretty text-muted-foreground text-xs">{error}</p>
  )
}
