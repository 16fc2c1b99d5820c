import { Skeleton } from '@/components/ui/skeleton'

/** The list of orders before its first data, in its later measure. */
export function OrdersSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading orders…</span>
      <Skeleton className="h-36 rounded-xl" />
      <Skeleton className="h-36 rounded-xl" />
      <Skeleton className="h-36 rounded-xl" />
    </div>
  )
}
