import type { Metadata } from 'next'
import { AnalyticsWorkspace } from '@/components/orders/analytics/analytics-workspace'
import { SpanPicker } from '@/components/orders/analytics/span-picker'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'
import { serverEnv } from '@/lib/env.server'
import { getOrderAnalytics } from '@/lib/orders/actions'
import { parseSpan } from '@/lib/orders/analytics'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Order analytics' }

export default async function AnalyticsPage({ searchParams }: SearchParamsProps) {
  await requireRole('admin')
  const days = parseSpan(searchParam(await searchParams, 'days'))
  const args = { days, timeZone: serverEnv().SHOP_TIME_ZONE }
  const analytics = await getOrderAnalytics(args)

  return (
    <>
      <PageHeader
        title="Order analytics"
        description="How orders come, how far they get and how long that takes. It moves with every order."
        actions={<SpanPicker days={days} />}
      />
      <AnalyticsWorkspace args={args} initial={analytics.success ? analytics : undefined} />
    </>
  )
}
