import { Skeleton } from '@/components/ui/skeleton'

/** The page of an order before its first data, in its later measure. */
export function OrderSkeleton() {
  return (
    <div role="status" className="grid gap-5 lg:gap-6">
      <span className="sr-only">Loading the order…</span>
      <Skeleton className="h-16 max-w-md" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
        <Skeleton className="h-[32rem] rounded-xl" />
        <Skeleton className="h-[36rem] rounded-xl" />
      </div>
    </div>
  )
}
