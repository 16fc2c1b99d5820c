import { Skeleton } from '@/components/ui/skeleton'

/** The table before its first data. */
export function DeskSkeleton() {
  return (
    <div role="status" className="grid gap-4 p-5">
      <span className="sr-only">Loading orders…</span>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <Skeleton key={row} className="h-11" />
      ))}
    </div>
  )
}
