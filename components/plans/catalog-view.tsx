'use client'

import { ChartLine, SearchX } from 'lucide-react'
import { useDeferredValue } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/lib/format'
import { browsePlans } from '@/lib/plans/browse'
import type { Plan, Portfolio } from '@/lib/plans/schema'
import { useBrowse } from '@/lib/plans/use-browse'
import { BrowseBar } from './browse-bar'
import { PlanCard } from './plan-card'

const NOTHING = { search: '', from: '', to: '', isFollowed: false }

type Props = { plans: Plan[]; own: Portfolio | undefined; canFollow: boolean }

/** The plans on offer that fit what is looked for. */
export function CatalogView({ plans, own, canFollow }: Props) {
  const [browse, setBrowse] = useBrowse()
  // Typing comes first; a long list may be a frame late.
  const wanted = useDeferredValue(browse)
  const shown = browsePlans(plans, wanted, own?.followed ?? [])

  if (plans.length === 0) {
    return (
      <Card>
        <EmptyState icon={ChartLine} title="No plans on offer">
          As soon as there is one, it appears here by itself.
        </EmptyState>
      </Card>
    )
  }
  return (
    <div className="grid gap-5">
      <BrowseBar browse={browse} onChange={setBrowse} canFollow={canFollow} />
      <p aria-live="polite" className="text-muted-foreground text-sm">
        {countWords(shown.length, plans.length)}
      </p>
      {shown.length === 0 ? (
        <Card>
          <EmptyState
            icon={SearchX}
            title="No plan fits"
            action={
              <Button variant="outline" onClick={() => setBrowse(NOTHING)}>
                Show all plans
              </Button>
            }
          >
            Try other words or a wider range of amounts.
          </EmptyState>
        </Card>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:gap-5 xl:grid-cols-3">
          {shown.map((plan) => (
            <PlanCard
              key={plan.id}
              plan={plan}
              isFollowed={own?.followed.includes(plan.id) ?? false}
              held={own?.userPlans.filter(({ planId, status }) => planId === plan.id && status === 'active')}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function countWords(shown: number, all: number): string {
  const plans = all === 1 ? '1 plan' : `${formatCount(all)} plans`
  return shown === all ? plans : `${formatCount(shown)} of ${plans}`
}
