import { Button } from '@/components/ui/button'
import { formatMoney } from '@/lib/format'
import { amountChoices } from '@/lib/plans/rules'
import type { Plan } from '@/lib/plans/schema'

type Props = { plan: Plan; onChoose: (amount: number) => void }

/** A few amounts within the limits, one press away. */
export function AmountChoices({ plan, onChoose }: Props) {
  return (
    <div className="flex flex-wrap gap-2">
      {amountChoices(plan).map((amount) => (
        <Button
          key={amount}
          variant="secondary"
          size="sm"
          className="grow tabular-nums"
          onClick={() => onChoose(amount)}
        >
          {formatMoney(amount, plan.currency)}
        </Button>
      ))}
    </div>
  )
}
