'use client'

import { useDeferredValue } from 'react'
import { cn } from '@/components/ui/cn'
import type { CreditAccount, CreditPackage } from '@/lib/credits/schema'
import { useLedger } from '@/lib/credits/use-ledger'
import { usePendingSpends } from '@/lib/credits/use-pending-spends'
import { useQueuedSpends } from '@/lib/credits/use-queued-spends'
import { BalanceCard } from './balance-card'
import { GrantsCard } from './grants-card'
import { HistoryCard } from './history-card'
import { LedgerCard } from './ledger-card'
import { PackagesCard } from './packages-card'
import { SpendCard } from './spend-card'

type Props = {
  userId: string
  account: CreditAccount
  packages: CreditPackage[]
  serverTime: string
  canWrite: boolean
  /** Spends may wait on this device; all else needs the server now. */
  canSpend: boolean
  onRefusal: () => void
}

/** An account with all that can be seen of it and done with it. A new one shows how to begin. */
export function AccountView({ userId, account, packages, serverTime, canWrite, canSpend, onRefusal }: Props) {
  const spends = usePendingSpends(account, onRefusal)
  useQueuedSpends(spends)
  const ledger = useLedger(userId, account.entries)
  // The number and its ledger come first; the chart may be a frame late.
  const history = useDeferredValue(<HistoryCard entries={ledger.entries} serverTime={serverTime} />)
  const isNew = account.grants.length === 0 && ledger.entries.length === 0

  return (
    <div
      className={cn(
        'grid items-start gap-5 lg:gap-6',
        isNew ? 'max-w-3xl' : 'lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[repeat(3,auto)_1fr]',
      )}
    >
      <BalanceCard account={account} pending={spends.pending} canWrite={canWrite} />
      {!isNew && (
        <div className="grid gap-5 lg:col-start-2 lg:row-span-4 lg:row-start-1 lg:gap-6">
          <SpendCard account={account} spends={spends} canWrite={canSpend} />
          <GrantsCard grants={account.grants} serverTime={serverTime} />
        </div>
      )}
      {!isNew && history}
      <PackagesCard packages={packages} canSubscribe={account.balance.canBuy} canWrite={canWrite} />
      <LedgerCard ledger={ledger} viewerId={userId} pending={spends.pending} />
    </div>
  )
}
