import type { Metadata } from 'next'
import { DeskWorkspace } from '@/components/plans/desk-workspace'
import { requireRole } from '@/lib/auth/session.server'
import { getPlanDesk } from '@/lib/plans/actions'

export const metadata: Metadata = { title: 'Plans' }

export default async function AdminPlansPage() {
  const { displayName } = await requireRole('admin')
  const desk = await getPlanDesk()
  return <DeskWorkspace adminName={displayName} initial={desk.success ? desk : undefined} />
}
