import { Skeleton } from '@/components/ui/skeleton'

/** The list of creators before its first data. */
export function CreatorListSkeleton() {
  return (
    <div role="status" className="grid gap-3 p-5">
      <span className="sr-only">Loading creators…</span>
      <Skeleton className="h-10" />
      <Skeleton className="h-10" />
      <Skeleton className="h-10" />
    </div>
  )
}
