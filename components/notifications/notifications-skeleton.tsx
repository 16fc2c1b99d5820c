import { Skeleton } from '@/components/ui/skeleton'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

/** The place of notifications on their way. */
export function NotificationsSkeleton({ rows = ROWS.length }: { rows?: number }) {
  return (
    <div role="status">
      <span className="sr-only">Loading notifications…</span>
      {ROWS.slice(0, rows).map((row) => (
        <div key={row} className="flex gap-3 border-b px-4 py-3.5 last:border-b-0 sm:px-5">
          <Skeleton className="size-9 rounded-full" />
          <div className="grid flex-1 content-start gap-2">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
