import { Skeleton } from '@/components/ui/skeleton'

/** The page before its first data. */
export function AnalyticsSkeleton() {
  return (
    <div role="status" className="grid gap-5 lg:gap-6">
      <span className="sr-only">Loading analytics…</span>
      <Skeleton className="h-28" />
      <Skeleton className="h-96" />
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  )
}
