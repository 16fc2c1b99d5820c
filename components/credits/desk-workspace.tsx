'use client'

import { MousePointerClick } from 'lucide-react'
import Link from 'next/link'
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
import { CreatorPanel } from './creator-panel'
import { CreatorSearch } from './creator-search'
import { ReadProblem } from './read-problem'

type Props = { adminId: string; args: DeskArgs; initial: Snapshot<CreditDesk> | undefined }

/** The administrators' page: find a creator, see the ledger, change the balance. What is chosen is in the URL. */
export function DeskWorkspace({ adminId, args, initial }: Props) {
  const { data, error, status, refetch } = useCreditDesk(args, initial)
  const isOffline = status === 'offline'
  const creator = data?.creators.find(({ userId }) => userId === args.creatorId)

  return (
    <>
      <ReadProblem error={error} isOffline={isOffline} hasData={data !== undefined} onRetry={refetch} />
      <div className="grid items-start gap-5 lg:grid-cols-2 lg:gap-6">
        <Card aria-label="Creators" className={cn('overflow-hidden', creator && 'max-lg:hidden')}>
          <CreatorSearch search={args.search} />
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
              canWrite={!isOffline}
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
