import type { Metadata } from 'next'
import { NoticeDesk } from '@/components/notices/notice-desk'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'
import { getNoticeDesk } from '@/lib/notices/actions'

export const metadata: Metadata = { title: 'Mails and pushes' }

export default async function AdminNoticesPage() {
  await requireRole('admin')
  const desk = await getNoticeDesk({})

  return (
    <>
      <PageHeader
        title="Mails and pushes"
        description="What has left the app, what waits, and what has failed."
      />
      <NoticeDesk initial={desk.success ? desk : undefined} />
    </>
  )
}
