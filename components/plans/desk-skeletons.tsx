import { Skeleton } from '@/components/ui/skeleton'

/** The table of plans before its first data. */
export function DeskSkeleton() {
  return (
    <div role="status" className="grid gap-3 p-5">
      <span className="sr-only">Loading plans…</span>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <Skeleton key={row} className="h-12" />
      ))}
    </div>
  )
}

/** A plan's form before its first data. */
export function PlanFileSkeleton() {
  return (
    <div role="status" className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:gap-6">
      <span className="sr-only">Loading the plan…</span>
      <Skeleton className="h-[34rem] rounded-xl" />
      <Skeleton className="h-72 rounded-xl" />
    </div>
  )
}

/** The history of a plan before its first data. */
export function HistorySkeleton() {
  return (
    <div role="status" className="grid gap-3 px-5 pb-5 sm:px-6">
      <span className="sr-only">Loading the history…</span>
      <Skeleton className="h-14" />
      <Skeleton className="h-14" />
    </div>
  )
}
