import { ChartLine } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/lib/format'
import { holdings } from '@/lib/plans/rules'
import type { UserPlan } from '@/lib/plans/schema'
import { HoldingCard } from './holding-card'
import { InvestmentItem } from './investment-item'

type Props = { userPlans: UserPlan[]; serverTime: string }

/** Sums first, then what is active, then what has ended. */
export function PortfolioView({ userPlans, serverTime }: Props) {
  if (userPlans.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={ChartLine}
          title="Nothing invested yet"
          action={
            <Link href="/plans" className={buttonVariants()}>
              See the plans
            </Link>
          }
        >
          What you invest is here, and follows its plan by itself.
        </EmptyState>
      </Card>
    )
  }
  const active = userPlans.filter(({ status }) => status === 'active')
  const ended = userPlans.filter(({ status }) => status !== 'active')
  return (
    <div className="grid gap-5 lg:gap-6">
      {holdings(userPlans).map((holding) => (
        <HoldingCard key={holding.currency} holding={holding} />
      ))}
      <InvestmentsCard title="Active" userPlans={active} serverTime={serverTime} />
      <InvestmentsCard title="Ended" userPlans={ended} serverTime={serverTime} />
    </div>
  )
}

function InvestmentsCard({ title, userPlans, serverTime }: Props & { title: string }) {
  if (userPlans.length === 0) return null
  const id = `${title.toLowerCase()}-title`
  return (
    <Card aria-labelledby={id}>
      <CardHeader>
        <CardTitle id={id}>
          {title} ({formatCount(userPlans.length)})
        </CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-3">
          {userPlans.map((investment) => (
            <InvestmentItem key={investment.id} investment={investment} serverTime={serverTime} hasPlanName />
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}
