import type { Metadata } from 'next'
import Link from 'next/link'
import { PlanCreator } from '@/components/plans/plan-creator'
import { buttonVariants } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'

export const metadata: Metadata = { title: 'New plan' }

export default async function NewPlanPage() {
  await requireRole('admin')
  return (
    <>
      <PageHeader
        title="New plan"
        description="A plan on offer is on every open screen once it is saved."
        actions={
          <Link href="/admin/plans" className={buttonVariants({ variant: 'outline' })}>
            All plans
          </Link>
        }
      />
      <PlanCreator />
    </>
  )
}
