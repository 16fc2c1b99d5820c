import { Skeleton } from '@/components/ui/skeleton'

/** The credits page before its first data, in its later measure. */
export function CreditsSkeleton() {
  return (
    <div role="status" className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
      <span className="sr-only">Loading credits…</span>
      <Skeleton className="h-52 rounded-xl" />
      <Skeleton className="h-[34rem] rounded-xl lg:row-span-2" />
      <Skeleton className="h-[24rem] rounded-xl" />
    </div>
  )
}
