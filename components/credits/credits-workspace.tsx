'use client'

import { ReadProblem } from '@/components/realtime/read-problem'
import { notify } from '@/components/ui/notify'
import { useOutbox } from '@/lib/action/use-outbox'
import type { Notice } from '@/lib/credits/ledger'
import type { CreditAccount, CreditPackage } from '@/lib/credits/schema'
import { useAccountWithNotices } from '@/lib/credits/use-account-with-notices'
import type { Snapshot } from '@/lib/realtime/live-query'
import { AccountView } from './account-view'
import { CreditsSkeleton } from './credits-skeleton'

type Props = {
  userId: string
  packages: CreditPackage[]
  /** What the server read; undefined when it could not. */
  initial: Snapshot<CreditAccount> | undefined
  /** The server's clock when it rendered the page. */
  renderedAt: string
}

/** The credits page once it is in a browser: the last good data, and what stands between it and being live. */
export function CreditsWorkspace({ userId, packages, initial, renderedAt }: Props) {
  const view = useAccountWithNotices(userId, initial, tell)
  const { data, isLoading, status, cause, asOf, refetch } = view
  const isOffline = status === 'offline'
  const hasOutbox = useOutbox() !== null

  return (
    <>
      <ReadProblem view={view} what="credits" />
      {isLoading && <CreditsSkeleton />}
      {data && (
        <AccountView
          userId={userId}
          account={data}
          packages={packages}
          serverTime={asOf ?? renderedAt}
          canWrite={!isOffline}
          canSpend={!isOffline || (hasOutbox && cause?.code === 'offline')}
          onRefusal={refetch}
        />
      )}
    </>
  )
}

function tell({ title, detail, isGain }: Notice) {
  if (isGain) notify.success(title, { description: detail })
  else notify.info(title, { description: detail })
}
