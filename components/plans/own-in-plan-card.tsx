import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import type { UserPlan } from '@/lib/plans/schema'
import { InvestmentItem } from './investment-item'

type Props = { held: UserPlan[]; serverTime: string }

/** What one has in the plan that the page shows. */
export function OwnInPlanCard({ held, serverTime }: Props) {
  return (
    <Card aria-labelledby="own-title">
      <CardHeader>
        <CardTitle id="own-title">Your investments in this plan</CardTitle>
        <CardDescription>They follow the plan's terms until they end.</CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-3">
          {held.map((investment) => (
            <InvestmentItem key={investment.id} investment={investment} serverTime={serverTime} />
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}
