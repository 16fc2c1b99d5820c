import type { Metadata } from 'next'
import { PlansTabs } from '@/components/plans/plans-tabs'
import { PortfolioWorkspace } from '@/components/plans/portfolio-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireSession } from '@/lib/auth/session.server'
import { getPortfolio } from '@/lib/plans/actions'

export const metadata: Metadata = { title: 'My plans' }

export default async function MyPlansPage() {
  const { userId } = await requireSession()
  const portfolio = await getPortfolio({ userId })

  return (
    <>
      <PageHeader
        title="My plans"
        description="What you have invested, at the terms of today."
        actions={<PlansTabs />}
      />
      <PortfolioWorkspace
        userId={userId}
        initial={portfolio.success ? portfolio : undefined}
        renderedAt={new Date().toISOString()}
      />
    </>
  )
}
