import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PlanFile } from '@/components/plans/plan-file'
import { requireRole } from '@/lib/auth/session.server'
import { getPlanDesk, getPlanHistory } from '@/lib/plans/actions'

export const metadata: Metadata = { title: 'Plan' }

export default async function AdminPlanPage({ params }: PageProps<'/admin/plans/[planId]'>) {
  const { userId, displayName } = await requireRole('admin')
  const { planId } = await params
  const [desk, history] = await Promise.all([getPlanDesk(), getPlanHistory({ planId })])
  // An address that is no id, or an id that no plan has ever had.
  if (history.error?.code === 'invalid_input' || history.data?.changes.length === 0) notFound()

  return (
    <PlanFile
      key={planId}
      planId={planId}
      viewer={{ id: userId, name: displayName }}
      desk={desk.success ? desk : undefined}
      history={history.success ? history : undefined}
    />
  )
}
