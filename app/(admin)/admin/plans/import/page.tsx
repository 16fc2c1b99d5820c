import type { Metadata } from 'next'
import Link from 'next/link'
import { ImportWorkspace } from '@/components/plans/import-workspace'
import { buttonVariants } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'

export const metadata: Metadata = { title: 'Import plans' }

export default async function ImportPlansPage() {
  await requireRole('admin')
  return (
    <>
      <PageHeader
        title="Import plans"
        description="From a CSV file. Nothing is saved before you have seen what it comes to."
        actions={
          <Link href="/admin/plans" className={buttonVariants({ variant: 'outline' })}>
            All plans
          </Link>
        }
      />
      <ImportWorkspace />
    </>
  )
}
