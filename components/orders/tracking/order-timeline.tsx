import type { OrderStatus } from '@/lib/orders/rules'
import { type StatusChange, type Step, stepsOf } from '@/lib/orders/timeline'
import { TimelineStep } from './timeline-step'

type Props = { status: OrderStatus; changes: StatusChange[] }

/** The way of an order, with the times of what has happened. A change of it moves, and is said. */
export function OrderTimeline({ status, changes }: Props) {
  const steps = stepsOf(status, changes)
  return (
    <ol aria-label="Progress of the order" className="grid">
      {steps.map((step, index) => (
        <TimelineStep
          key={step.status}
          step={step}
          isLast={index === steps.length - 1}
          next={after(steps, index)}
        />
      ))}
    </ol>
  )
}

function after(steps: Step[], index: number): Step['state'] | null {
  return steps[index + 1]?.state ?? null
}
