import { Skeleton } from '@/components/ui/skeleton'

const CARDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** The shop window before its first data, in its later measure. */
export function ShopSkeleton() {
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">Loading the shop…</span>
      <Skeleton className="h-11" />
      <Skeleton className="h-9 w-2/3 rounded-full" />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 xl:grid-cols-4">
        {CARDS.map((card) => (
          <Skeleton key={card} className="aspect-[4/5] rounded-xl" />
        ))}
      </div>
    </div>
  )
}
