import { cn } from '@/components/ui/cn'
import type { OrderStatus } from '@/lib/orders/rules'
import { isStage, STAGES } from '@/lib/orders/timeline'

/** How far an order is on its way, at a glance; the badge beside it says the same in words. */
export function StageBar({ status }: { status: OrderStatus }) {
  if (!isStage(status) || status === 'delivered') return null
  const now = STAGES.indexOf(status)
  return (
    <div aria-hidden className="flex gap-1">
      {STAGES.map((stage, index) => (
        <span key={stage} className="h-1.5 flex-1 overflow-hidden rounded-full bg-secondary">
          <span
            className={cn(
              'block h-full origin-left rounded-full bg-primary transition-transform duration-700',
              index <= now ? 'scale-x-100' : 'scale-x-0',
            )}
          />
        </span>
      ))}
    </div>
  )
}
