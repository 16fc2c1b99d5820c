import { CalendarOff } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { Portfolio } from '@/lib/plans/schema'

type Props = { planId: string; name: string | undefined; own: Portfolio | undefined }

/** In place of a plan that was withdrawn or deleted, maybe a moment ago. */
export function PlanGone({ planId, name, own }: Props) {
  const held = own?.userPlans.filter((investment) => investment.planId === planId) ?? []
  const goesOn = held.some(({ status }) => status === 'active')
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight sm:text-3xl">
        {name ?? held[0]?.planName ?? 'A plan of the past'}
      </h1>
      <Card>
        <EmptyState
          icon={CalendarOff}
          title="This plan is no longer offered"
          action={
            <div className="flex flex-wrap justify-center gap-3">
              <Link href="/plans" className={buttonVariants()}>
                See what is on offer
              </Link>
              {own && (
                <Link href="/plans/mine" className={buttonVariants({ variant: 'outline' })}>
                  My plans
                </Link>
              )}
            </div>
          }
        >
          {goesOn
            ? 'Nobody can invest in it any more. What you have invested goes on to its end.'
            : 'Nobody can invest in it any more. If it comes back, it appears here by itself.'}
        </EmptyState>
      </Card>
    </>
  )
}
