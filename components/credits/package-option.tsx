import { Button } from '@/components/ui/button'
import type { CreditPackage } from '@/lib/credits/schema'
import { formatCredits } from '@/lib/credits/words'
import { formatMoney } from '@/lib/format'

type Props = { item: CreditPackage; canBuy: boolean; onChoose: () => void }

export function PackageOption({ item, canBuy, onChoose }: Props) {
  const isMembership = item.kind === 'subscription'
  return (
    <li className="grid gap-3 rounded-lg border p-4">
      <div className="grid gap-0.5">
        <h3 className="font-medium text-sm">{item.name}</h3>
        <p className="text-muted-foreground text-sm">
          {formatCredits(item.credits)}
          {item.intervalDays === null ? ' · never expire' : ` · for ${item.intervalDays} days`}
        </p>
      </div>
      <div className="flex items-center justify-between gap-3">
        <span className="font-semibold text-lg tabular-nums tracking-tight">
          {formatMoney(item.price, item.currency)}
        </span>
        <Button
          variant={isMembership ? 'primary' : 'secondary'}
          disabled={!canBuy}
          aria-label={`${isMembership ? 'Join' : 'Buy'} ${item.name}`}
          onClick={onChoose}
        >
          {isMembership ? 'Join' : 'Buy'}
        </Button>
      </div>
    </li>
  )
}
