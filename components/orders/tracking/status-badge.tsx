import { Badge } from '@/components/ui/badge'
import type { OrderStatus } from '@/lib/orders/rules'
import { STATUS_WORDS } from '@/lib/orders/status-words'

const LOOK: Record<OrderStatus, 'neutral' | 'primary' | 'success' | 'warning' | 'destructive' | 'info'> = {
  placed: 'neutral',
  confirmed: 'info',
  packed: 'info',
  shipped: 'primary',
  out_for_delivery: 'primary',
  delivered: 'success',
  cancelled: 'destructive',
  returned: 'warning',
}

/** Where an order stands, in a word; another status fades in. */
export function StatusBadge({ status }: { status: OrderStatus }) {
  return (
    <Badge
      key={status}
      variant={LOOK[status]}
      className="transition-[opacity,translate] duration-500 starting:-translate-y-1 starting:opacity-0 motion-reduce:transition-none"
    >
      {STATUS_WORDS[status].label}
    </Badge>
  )
}
