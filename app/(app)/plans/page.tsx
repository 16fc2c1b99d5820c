import type { Metadata } from 'next'
import { CatalogWorkspace } from '@/components/plans/catalog-workspace'
import { PlansTabs } from '@/components/plans/plans-tabs'
import { NeedsScript } from '@/components/ui/needs-script'
import { PageHeader } from '@/components/ui/page-header'
import { getIdentity } from '@/lib/auth/session.server'
import { getPlanCatalog, getPortfolio } from '@/lib/plans/actions'

export const metadata: Metadata = { title: 'Plans' }

export default async function PlansPage() {
  const userId = (await getIdentity())?.userId ?? null
  const [catalog, portfolio] = await Promise.all([
    getPlanCatalog({ planId: null }),
    userId === null ? null : getPortfolio({ userId }),
  ])

  return (
    <>
      <PageHeader
        title="Plans"
        description="What you can invest in, at today's terms. A change is here the moment it is made."
        actions={userId !== null && <PlansTabs />}
      />
      <NeedsScript>You can look around. Searching, following and investing need it.</NeedsScript>
      <CatalogWorkspace
        userId={userId}
        initial={catalog.success ? catalog : undefined}
        initialPortfolio={portfolio?.success ? portfolio : undefined}
      />
    </>
  )
}
