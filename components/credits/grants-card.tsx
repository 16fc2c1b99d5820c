'use client'

import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { useNow } from '@/components/ui/use-now'
import { endedGrants, explainTurn, payingOrder } from '@/lib/credits/rules'
import type { Grant } from '@/lib/credits/schema'
import { EndedGrants } from './ended-grants'
import { GrantRow } from './grant-row'

const COUNTDOWN_STEP_MS = 1_000

type Props = { grants: Grant[]; serverTime: string }

/** Where the balance comes from: each grant, when it pays and why, and what is gone. */
export function GrantsCard({ grants, serverTime }: Props) {
  const nowMs = useNow(serverTime, COUNTDOWN_STEP_MS)
  const order = payingOrder(grants)

  return (
    <Card aria-labelledby="grants-title">
      <CardHeader>
        <CardTitle id="grants-title">Where your credits come from</CardTitle>
        <CardDescription>What expires first is spent first.</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-4">
        {order.length === 0 && (
          <p className="text-muted-foreground text-sm">No credits to spend right now.</p>
        )}
        {order.length > 0 && (
          <ol className="grid gap-3">
            {order.map((grant, index) => (
              <GrantRow
                key={grant.id}
                grant={grant}
                turn={explainTurn(order, index)}
                isNext={index === 0}
                nowMs={nowMs}
              />
            ))}
          </ol>
        )}
        <EndedGrants grants={endedGrants(grants)} />
      </CardContent>
    </Card>
  )
}
