'use client'

import type { Plan, Portfolio } from '@/lib/plans/schema'
import type { LiveView } from '@/lib/realtime/use-live-query'
import { FollowButton } from './follow-button'
import { InvestCard } from './invest-card'
import { OwnInPlanCard } from './own-in-plan-card'
import { TermsCard } from './terms-card'
import { WatchingCount } from './watching-count'

type Props = {
  plan: Plan
  userId: string | null
  signInHref: string
  own: LiveView<Portfolio>
  serverTime: string
  canWrite: boolean
}

/** A plan on offer: its terms, what one has in it, and the way in. */
export function PlanView({ plan, userId, signInHref, own, serverTime, canWrite }: Props) {
  const held = own.data?.userPlans.filter(({ planId }) => planId === plan.id) ?? []

  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="grid min-w-0 gap-2">
          <h1 className="break-words font-semibold text-2xl tracking-tight sm:text-3xl">{plan.name}</h1>
          {plan.description !== '' && (
            <p className="max-w-prose whitespace-pre-line text-pretty text-muted-foreground">
              {plan.description}
            </p>
          )}
          {userId !== null && <WatchingCount planId={plan.id} />}
        </div>
        {userId !== null && own.data && (
          <FollowButton
            planId={plan.id}
            isFollowed={own.data.followed.includes(plan.id)}
            canWrite={canWrite && own.status !== 'offline'}
          />
        )}
      </header>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
        <TermsCard plan={plan} />
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <InvestCard
            plan={plan}
            signInHref={userId === null ? signInHref : null}
            serverTime={serverTime}
            canWrite={canWrite}
          />
        </div>
        {held.length > 0 && <OwnInPlanCard held={held} serverTime={serverTime} />}
      </div>
    </>
  )
}
