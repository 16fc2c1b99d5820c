'use client'

import { MousePointerClick } from 'lucide-react'
import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { deskPath } from '@/lib/credits/desk-path'
import type { DeskArgs } from '@/lib/credits/live'
import type { CreditDesk } from '@/lib/credits/schema'
import { useCreditDesk } from '@/lib/credits/use-credit-desk'
import type { Snapshot } from '@/lib/realtime/live-query'
import { CreatorList } from './creator-list'
import { CreatorListSkeleton } from './creator-list-skeleton'
import { CreatorPanel } from './creator-panel'
import { CreatorSearch } from './creator-search'

type Props = { adminId: string; args: DeskArgs; initial: Snapshot<CreditDesk> | undefined }

/** The administrators' page: find a creator, see the ledger, change the balance. What is chosen is in the URL. */
export function DeskWorkspace({ adminId, args, initial }: Props) {
  const view = useCreditDesk(args, initial)
  const { data, isLoading, status } = view
  const creator = data?.creators.find(({ userId }) => userId === args.creatorId)

  return (
    <>
      <ReadProblem view={view} what="list of creators" />
      <div className="grid items-start gap-5 lg:grid-cols-2 lg:gap-6">
        <Card aria-label="Creators" className={cn('overflow-hidden', creator && 'max-lg:hidden')}>
          <CreatorSearch search={args.search} />
          {isLoading && <CreatorListSkeleton />}
          {data && <CreatorList desk={data} args={args} />}
        </Card>
        {creator && data ? (
          <div className="grid gap-5">
            <Link
              href={deskPath({ ...args, creatorId: null })}
              className={cn(buttonVariants({ variant: 'outline' }), 'w-fit lg:hidden')}
            >
              All creators
            </Link>
            <CreatorPanel
              key={creator.userId}
              creator={creator}
              entries={data.entries}
              adminId={adminId}
              canWrite={status !== 'offline'}
            />
          </div>
        ) : (
          <Card className="max-lg:hidden">
            <EmptyState icon={MousePointerClick} title="Nobody chosen">
              Choose a creator to see the ledger and to change the balance.
            </EmptyState>
          </Card>
        )}
      </div>
    </>
  )
}
