import { Skeleton } from '@/components/ui/skeleton'

/** What a page looks like while the server still gathers it. */
export function PageSkeleton() {
  return (
    <div role="status" className="grid gap-8">
      <span className="sr-only">Loading…</span>
      <div className="grid gap-3">
        <Skeleton className="h-8 w-44" />
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="grid gap-5 md:grid-cols-3">
        <Skeleton className="h-40 rounded-xl" />
        <Skeleton className="h-40 rounded-xl" />
        <Skeleton className="h-40 rounded-xl" />
      </div>
      <Skeleton className="h-80 rounded-xl" />
    </div>
  )
}
