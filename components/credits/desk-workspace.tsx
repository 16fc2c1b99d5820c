'use client'

import { Card } from '@/components/ui/card'
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
        <Card aria-label="Creators" className="overflow-hidden">
          <CreatorSearch search={args.search} />
          {data && <CreatorList desk={data} args={args} />}
        </Card>
        {creator && data && (
          <div className="grid gap-5 max-lg:order-first lg:sticky lg:top-20">
            <CreatorPanel
              key={creator.userId}
              creator={creator}
              entries={data.entries}
              adminId={adminId}
              canWrite={!isOffline}
            />
          </div>
        )}
      </div>
    </>
  )
}
