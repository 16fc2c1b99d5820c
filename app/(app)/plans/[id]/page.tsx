import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { PlanWorkspace } from '@/components/plans/plan-workspace'
import { signInPath } from '@/lib/auth/safe-path'
import { getIdentity } from '@/lib/auth/session.server'
import { getPlanCatalog, getPortfolio } from '@/lib/plans/actions'
import { hasDeparted } from '@/lib/plans/queries.server'
import { dbAsUser } from '@/lib/supabase/db.server'

type Props = { params: Promise<{ id: string }> }

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

const readPlan = cache((planId: string) => getPlanCatalog({ planId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  if (!UUID.test(id)) return {}
  const catalog = await readPlan(id)
  return { title: catalog.data?.[0]?.name ?? 'Plan' }
}

export default async function PlanPage({ params }: Props) {
  const { id } = await params
  if (!UUID.test(id)) notFound()
  const userId = (await getIdentity())?.userId ?? null
  const [catalog, portfolio] = await Promise.all([
    readPlan(id),
    userId === null ? null : getPortfolio({ userId }),
  ])
  // What was on offer once has a page that says so; what never was has none.
  if (catalog.data?.length === 0 && !(await hasDeparted(await dbAsUser(), id))) notFound()

  return (
    <PlanWorkspace
      planId={id}
      userId={userId}
      signInHref={signInPath(`/plans/${id}`)}
      initial={catalog.success ? catalog : undefined}
      initialPortfolio={portfolio?.success ? portfolio : undefined}
      renderedAt={new Date().toISOString()}
    />
  )
}
