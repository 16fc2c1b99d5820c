import { Skeleton } from '@/components/ui/skeleton'

/** The cart before it is known what is in it, in its later measure. */
export function CartSkeleton() {
  return (
    <div
      role="status"
      className="grid items-start gap-5 noscript:hidden lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6"
    >
      <span className="sr-only">Loading the cart…</span>
      <Skeleton className="h-64 rounded-xl" />
      <Skeleton className="h-56 rounded-xl" />
    </div>
  )
}
