import {
  BadgeCheck,
  Check,
  ClipboardList,
  House,
  type LucideIcon,
  PackageCheck,
  Truck,
  Undo2,
  Warehouse,
  X,
} from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { DateTime } from '@/components/ui/time'
import type { OrderStatus } from '@/lib/orders/rules'
import { STATUS_WORDS } from '@/lib/orders/status-words'
import type { Step, StepState } from '@/lib/orders/timeline'

const ICONS: Record<OrderStatus, LucideIcon> = {
  placed: ClipboardList,
  confirmed: BadgeCheck,
  packed: PackageCheck,
  shipped: Warehouse,
  out_for_delivery: Truck,
  delivered: House,
  cancelled: X,
  returned: Undo2,
}

const SPOT: Record<StepState, string> = {
  done: 'border-primary bg-primary text-primary-foreground',
  current: 'border-primary bg-card text-primary ring-4 ring-primary/20',
  ahead: 'border-border bg-card text-muted-foreground',
  ended: 'border-destructive bg-destructive text-destructive-foreground',
}

type Props = { step: Step; isLast: boolean; next: StepState | null }

export function TimelineStep({ step: { status, at, state }, isLast, next }: Props) {
  const { label, meaning } = STATUS_WORDS[status]
  const Icon = state === 'done' && status !== 'delivered' ? Check : ICONS[status]
  const isNow = state === 'current' || state === 'ended' || (isLast && state === 'done')

  return (
    <li
      aria-current={isNow ? 'step' : undefined}
      data-state={state}
      className="relative flex gap-4 pb-6 last:pb-0"
    >
      {!isLast && <Rail isFilled={next !== 'ahead'} isDanger={next === 'ended'} />}
      <span
        className={cn(
          'relative z-[1] grid size-9 shrink-0 place-items-center rounded-full border-2 transition-[background-color,border-color,color,box-shadow] duration-700',
          SPOT[state],
        )}
      >
        {state === 'current' && (
          <span className="absolute inset-0 rounded-full bg-primary/25 motion-safe:animate-ping [animation-duration:2.4s]" />
        )}
        <Icon aria-hidden className="relative size-4" />
      </span>
      <div className="grid gap-0.5 pt-1.5">
        <p className={cn('font-medium text-sm leading-6', state === 'ahead' && 'text-muted-foreground')}>
          {label}
          {state === 'ahead' && <span className="sr-only"> (not yet)</span>}
        </p>
        {isNow && (
          <p className="text-pretty text-muted-foreground text-sm transition-opacity duration-700 starting:opacity-0">
            {meaning}
          </p>
        )}
        {at && (
          <p className="text-muted-foreground text-xs tabular-nums">
            <DateTime value={at} />
          </p>
        )}
      </div>
    </li>
  )
}

/** The line down to the next spot; it fills from above when the order gets there. */
function Rail({ isFilled, isDanger }: { isFilled: boolean; isDanger: boolean }) {
  return (
    <span aria-hidden className="absolute top-9 bottom-0 left-[1.0625rem] w-0.5 bg-border">
      <span
        className={cn(
          'block h-full origin-top transition-transform duration-700 ease-out',
          isDanger ? 'bg-destructive' : 'bg-primary',
          isFilled ? 'scale-y-100' : 'scale-y-0',
        )}
      />
    </span>
  )
}
