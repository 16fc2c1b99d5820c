import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { expectedCredits } from '@/lib/credits/pending'
import { CREATOR_ACTIONS } from '@/lib/credits/rules'
import type { CreditAccount } from '@/lib/credits/schema'
import type { PendingSpends } from '@/lib/credits/use-pending-spends'
import { CustomSpendForm } from './custom-spend-form'
import { SpendButton } from './spend-button'

type Props = { account: CreditAccount; spends: PendingSpends; canWrite: boolean }

/** What credits buy: a few set actions, and any amount. */
export function SpendCard({ account, spends, canWrite }: Props) {
  const available = expectedCredits(spends.pending, account)

  return (
    <Card aria-labelledby="spend-title">
      <CardHeader>
        <CardTitle id="spend-title">Spend credits</CardTitle>
        <CardDescription>The number moves at once, and moves back if the spend is refused.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5">
        <ul className="grid gap-2">
          {CREATOR_ACTIONS.map((action) => (
            <li key={action.slug}>
              <SpendButton action={action} available={available} spends={spends} canWrite={canWrite} />
            </li>
          ))}
        </ul>
        <CustomSpendForm account={account} available={available} spends={spends} canWrite={canWrite} />
      </CardContent>
    </Card>
  )
}
