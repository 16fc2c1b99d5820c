import { LogIn } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import type { Plan } from '@/lib/plans/schema'
import { formatLimits } from '@/lib/plans/words'
import { InvestForm } from './invest-form'

type Props = {
  plan: Plan
  /** For a visitor: where to sign in. */
  signInHref: string | null
  serverTime: string
  canWrite: boolean
}

/** The way into a plan; visitors are asked to sign in first. */
export function InvestCard({ plan, signInHref, serverTime, canWrite }: Props) {
  return (
    <Card aria-labelledby="invest-title">
      <CardHeader>
        <CardTitle id="invest-title">Invest</CardTitle>
        <CardDescription>
          Any amount from {formatLimits(plan)}. A demonstration: no money moves.
        </CardDescription>
      </CardHeader>
      <CardContent>
        {signInHref === null ? (
          <InvestForm plan={plan} serverTime={serverTime} canWrite={canWrite} />
        ) : (
          <Link href={signInHref} className={buttonVariants({ className: 'w-full' })}>
            <LogIn aria-hidden />
            Sign in to invest
          </Link>
        )}
      </CardContent>
    </Card>
  )
}
