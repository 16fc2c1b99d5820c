import Link from 'next/link'
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { RelativeTime } from '@/components/ui/time'
import { planPath } from '@/lib/plans/desk-list'
import type { DeletedPlan } from '@/lib/plans/desk-schema'

/** What was deleted longer ago is looked for less often. */
const SHOWN = 5

/** Plans that are gone, each with a way back. */
export function DeletedPlans({ plans }: { plans: DeletedPlan[] }) {
  const older = plans.slice(SHOWN)
  return (
    <Card aria-labelledby="deleted-plans-title" className="overflow-hidden">
      <CardHeader className="pb-3">
        <CardTitle id="deleted-plans-title">Deleted</CardTitle>
        <CardDescription>Their history stays, and any version of it can be restored.</CardDescription>
      </CardHeader>
      <PlanLinks plans={plans.slice(0, SHOWN)} />
      {older.length > 0 && (
        <div className="border-t [&_summary]:px-5 sm:[&_summary]:px-6">
          <Disclosure label={`${older.length} more`}>
            <PlanLinks plans={older} />
          </Disclosure>
        </div>
      )}
    </Card>
  )
}

function PlanLinks({ plans }: { plans: DeletedPlan[] }) {
  return (
    <ul>
      {plans.map(({ planId, name, actorEmail, changedAt }) => (
        <li key={planId} className="border-t">
          <Link
            href={planPath(planId)}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-5 py-3.5 text-sm -outline-offset-2 transition-colors hover:bg-accent/60 sm:px-6"
          >
            <span className="wrap-anywhere font-medium">{name}</span>
            <span className="wrap-anywhere text-muted-foreground">
              {actorEmail ?? 'SQL / dashboard'} · <RelativeTime value={changedAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
