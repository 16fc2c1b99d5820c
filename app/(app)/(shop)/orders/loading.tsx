import { OrdersSkeleton } from '@/components/orders/list/orders-skeleton'
import { PageHeader } from '@/components/ui/page-header'

export default function Loading() {
  return (
    <>
      <PageHeader title="My orders" description="Where each of them is now." />
      <OrdersSkeleton />
    </>
  )
}
