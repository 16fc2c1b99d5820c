import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TileServerProvider } from '@/components/orders/map/map-tiles'
import { OrderWorkspace } from '@/components/orders/tracking/order-workspace'
import { requireSession } from '@/lib/auth/session.server'
import { getOrder } from '@/lib/orders/actions'
import { tileServer } from '@/lib/orders/tile-server.server'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Order' }

type Props = SearchParamsProps & { params: Promise<{ id: string }> }

export default async function OrderPage({ params, searchParams }: Props) {
  const [{ userId }, { id }, query] = await Promise.all([requireSession(), params, searchParams])
  const order = await getOrder({ userId, orderId: id })
  if (order.error?.code === 'not_found' || order.error?.code === 'invalid_input') notFound()
  const placed = searchParam(query, 'placed')

  return (
    <TileServerProvider server={tileServer()}>
      <OrderWorkspace
        userId={userId}
        orderId={id}
        initial={order.success ? order : undefined}
        renderedAt={new Date().toISOString()}
        placed={placed === 'yes' || placed === 'pay' ? placed : null}
      />
    </TileServerProvider>
  )
}
