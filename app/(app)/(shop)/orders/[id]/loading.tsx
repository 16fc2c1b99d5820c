import { OrderSkeleton } from '@/components/orders/tracking/order-skeleton'

export default function Loading() {
  return <OrderSkeleton />
}
