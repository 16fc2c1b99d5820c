import type { Metadata } from 'next'
import { DeskPresence } from '@/components/orders/desk/desk-presence'
import { DeskWorkspace } from '@/components/orders/desk/desk-workspace'
import { TileServerProvider } from '@/components/orders/map/map-tiles'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'
import { getOrder, getOrderDesk } from '@/lib/orders/actions'
import { parseDeskArgs } from '@/lib/orders/parse-desk-args'
import { tileServer } from '@/lib/orders/tile-server.server'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Orders' }

export default async function AdminOrdersPage({ searchParams }: SearchParamsProps) {
  const { userId, displayName } = await requireRole('admin')
  const params = await searchParams
  const args = parseDeskArgs((name) => searchParam(params, name))
  const orderId = searchParam(params, 'order')
  const [desk, order] = await Promise.all([
    getOrderDesk(args),
    orderId === undefined ? null : getOrder({ userId, orderId }),
  ])

  return (
    <TileServerProvider server={tileServer()}>
      <PageHeader
        title="Orders"
        description="New ones arrive at the top by themselves."
        actions={<DeskPresence name={displayName} />}
      />
      <DeskWorkspace
        admin={{ userId, name: displayName }}
        args={args}
        initial={desk.success ? desk : undefined}
        initialOrder={orderId !== undefined && order?.success ? { orderId, page: order } : undefined}
      />
    </TileServerProvider>
  )
}
