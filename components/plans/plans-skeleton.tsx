import { Skeleton } from '@/components/ui/skeleton'

/** The list of plans before its first data, in its later measure. */
export function PlansSkeleton() {
  return (
    <div role="status" className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
      <span className="sr-only">Loading plans…</span>
      {Array.from({ length: 6 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and never move.
        <Skeleton key={index} className="h-56 rounded-xl" />
      ))}
    </div>
  )
}
