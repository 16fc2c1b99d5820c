import type { ComponentProps } from 'react'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { DESK_WORDS } from '@/lib/orders/desk-words'
import type { OrderStatus } from '@/lib/orders/schema'

const LOOK: Record<OrderStatus, ComponentProps<typeof Badge>['variant']> = {
  placed: 'warning',
  confirmed: 'info',
  packed: 'info',
  shipped: 'primary',
  out_for_delivery: 'primary',
  delivered: 'success',
  cancelled: 'neutral',
  returned: 'neutral',
}

type Props = { status: OrderStatus; className?: string }

/** Where an order stands. Amber waits for the shop. */
export function StatusBadge({ status, className }: Props) {
  return (
    <Badge variant={LOOK[status]} className={cn('ring-1 ring-current/15 ring-inset', className)}>
      {DESK_WORDS[status].label}
    </Badge>
  )
}
