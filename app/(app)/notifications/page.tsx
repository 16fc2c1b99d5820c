import type { Metadata } from 'next'
import { InboxWorkspace } from '@/components/notifications/inbox-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireSession } from '@/lib/auth/session.server'
import { getInbox } from '@/lib/notifications/actions'
import { firstInbox } from '@/lib/notifications/first-inbox.server'
import { parseCursor } from '@/lib/notifications/parse-cursor'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Notifications' }

export default async function NotificationsPage({ searchParams }: SearchParamsProps) {
  const [{ userId }, params] = await Promise.all([requireSession(), searchParams])
  const before = parseCursor(searchParam(params, 'before'))
  const inbox = await (before === null ? firstInbox(userId) : getInbox({ userId, before }))

  return (
    <>
      <PageHeader title="Notifications" description="What has happened to what you follow and own." />
      <InboxWorkspace userId={userId} before={before} initial={inbox.success ? inbox : undefined} />
    </>
  )
}
