import { ShopSkeleton } from '@/components/orders/shop/shop-skeleton'
import { PageHeader } from '@/components/ui/page-header'

export default function Loading() {
  return (
    <>
      <PageHeader
        title="Shop"
        description="Good things for home and on the way. Stock and prices are live."
      />
      <ShopSkeleton />
    </>
  )
}
