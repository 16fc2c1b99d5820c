import type { Metadata } from 'next'
import { OrdersWorkspace } from '@/components/orders/list/orders-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireSession } from '@/lib/auth/session.server'
import { getMyOrders } from '@/lib/orders/actions'

export const metadata: Metadata = { title: 'My orders' }

export default async function OrdersPage() {
  const { userId } = await requireSession()
  const orders = await getMyOrders({ userId })

  return (
    <>
      <PageHeader title="My orders" description="Where each of them is now." />
      <OrdersWorkspace userId={userId} initial={orders.success ? orders : undefined} />
    </>
  )
}
