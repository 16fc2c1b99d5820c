import { Badge } from '@/components/ui/badge'
import { Card, CardContent } from '@/components/ui/card'
import { expectedCredits, type PendingSpend } from '@/lib/credits/pending'
import type { CreditAccount } from '@/lib/credits/schema'
import { formatCount } from '@/lib/format'
import { BalanceNumber } from './balance-number'
import { MembershipLine } from './membership-line'

type Props = { account: CreditAccount; pending: PendingSpend[]; canWrite: boolean }

/** How much there is to spend, and the membership behind it. */
export function BalanceCard({ account, pending, canWrite }: Props) {
  const credits = expectedCredits(pending, account)
  const underWay = pending.reduce((sum, spend) => sum + spend.amount, 0)

  return (
    <Card aria-labelledby="balance-title" className="overflow-hidden">
      <CardContent className="grid gap-5">
        <div className="grid gap-1">
          <h2 id="balance-title" className="text-muted-foreground text-sm">
            Balance
          </h2>
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="font-semibold text-5xl tracking-tight sm:text-6xl">
              <BalanceNumber value={credits} />
            </span>
            <span aria-hidden className="text-lg text-muted-foreground">
              {credits === 1 ? 'credit' : 'credits'}
            </span>
            {underWay > 0 && <Badge variant="info">Spending {formatCount(underWay)}…</Badge>}
          </p>
        </div>
        <MembershipLine account={account} canWrite={canWrite} />
      </CardContent>
    </Card>
  )
}
