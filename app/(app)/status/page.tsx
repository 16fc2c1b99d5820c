import type { Metadata } from 'next'
import { StatusWorkspace } from '@/components/status/status-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireSession } from '@/lib/auth/session.server'
import { getLiveHealth } from '@/lib/status/actions'

export const metadata: Metadata = { title: 'Status' }

export default async function StatusPage() {
  const { userId } = await requireSession()
  const health = await getLiveHealth({ userId })
  return (
    <>
      <PageHeader title="Status" description="Whether this browser is live, and what it hears." />
      <StatusWorkspace userId={userId} initial={health.success ? health : undefined} />
    </>
  )
}
