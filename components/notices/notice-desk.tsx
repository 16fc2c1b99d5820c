'use client'

import { MailCheck } from 'lucide-react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableHead, TableRow } from '@/components/ui/table'
import type { NoticeDesk as Desk } from '@/lib/notices/schema'
import { useNoticeDesk } from '@/lib/notices/use-notice-desk'
import type { Snapshot } from '@/lib/realtime/live-query'
import { NoticeRow } from './notice-row'

/** What has been sent and what waits, live, with a second chance for what has failed. */
export function NoticeDesk({ initial }: { initial: Snapshot<Desk> | undefined }) {
  const view = useNoticeDesk(initial)
  const { data, isLoading, status } = view

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <ReadProblem view={view} what="list of notices" />
      {isLoading && <Skeleton className="h-64" />}
      {data && <Counts counts={data.counts} />}
      {data?.notices.length === 0 && (
        <Card>
          <EmptyState icon={MailCheck} title="Nothing sent yet">
            Mails about orders and pushes of new ones are listed here, as they are queued, sent or tried
            again.
          </EmptyState>
        </Card>
      )}
      {data && data.notices.length > 0 && (
        <Card>
          <Table label="Notices">
            <thead>
              <TableRow>
                <TableHead>What</TableHead>
                <TableHead className="max-sm:hidden">To</TableHead>
                <TableHead className="max-md:hidden">When</TableHead>
                <TableHead>State</TableHead>
              </TableRow>
            </thead>
            <tbody>
              {data.notices.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} canWrite={status !== 'offline'} />
              ))}
            </tbody>
          </Table>
        </Card>
      )}
    </div>
  )
}

function Counts({ counts }: { counts: Desk['counts'] }) {
  const all = [
    ['Waiting', counts.waiting],
    ['Sent, 7 days', counts.sent],
    ['Not wanted', counts.skipped],
    ['Failed', counts.failed],
  ] as const
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl bg-border sm:grid-cols-4">
        {all.map(([name, count]) => (
          <div key={name} className="grid gap-1 bg-card p-5">
            <dt className="text-muted-foreground text-sm">{name}</dt>
            <dd className="font-semibold text-2xl tabular-nums tracking-tight">{count}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
