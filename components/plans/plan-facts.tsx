'use client'

import { type ReactNode, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/time'
import { formatCount, formatMoney } from '@/lib/format'
import type { DeskPlan } from '@/lib/plans/desk-schema'
import { DeletePlanDialog } from './delete-plan-dialog'
import { OfferBadge } from './offer-badge'
import { useOffer } from './use-offer'

type Props = { plan: DeskPlan; canWrite: boolean }

/** How a plan stands, and what can be done with it as a whole. */
export function PlanFacts({ plan, canWrite }: Props) {
  const [isDeleting, setIsDeleting] = useState(false)
  const offer = useOffer(plan)

  return (
    <Card aria-label="Plan at a glance">
      <CardContent className="grid gap-5">
        <OfferBadge isActive={plan.isActive} />
        <dl className="grid grid-cols-2 gap-4 text-sm">
          <Fact label="Active investments">{formatCount(plan.activeInvestments)}</Fact>
          <Fact label="Invested">{formatMoney(plan.activeAmount, plan.currency)}</Fact>
          <Fact label="Changed">
            <RelativeTime value={plan.updatedAt} />
          </Fact>
          <Fact label="By">{plan.updatedByName ?? 'SQL / dashboard'}</Fact>
        </dl>
        {offer.error && <Alert kind="error">{offer.error.message}</Alert>}
        <div className="flex flex-wrap gap-3">
          <Button variant="outline" disabled={!canWrite} aria-busy={offer.isSending} onClick={offer.toggle}>
            {plan.isActive ? 'Withdraw' : 'Put on offer'}
          </Button>
          <Button
            variant="ghost"
            disabled={!canWrite}
            onClick={() => setIsDeleting(true)}
            className="text-destructive"
          >
            Delete…
          </Button>
        </div>
      </CardContent>
      {isDeleting && (
        <DeletePlanDialog plan={plan} canWrite={canWrite} onClose={() => setIsDeleting(false)} />
      )}
    </Card>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere font-medium tabular-nums">{children}</dd>
    </div>
  )
}
