'use client'

import { Badge } from '@/components/ui/badge'
import { Card, CardContent } from '@/components/ui/card'
import type { Creator, LedgerEntry } from '@/lib/credits/schema'
import { useLedger } from '@/lib/credits/use-ledger'
import { BalanceNumber } from './balance-number'
import { CorrectForm } from './correct-form'
import { GrantForm } from './grant-form'
import { LedgerCard } from './ledger-card'

type Props = { creator: Creator; entries: LedgerEntry[]; adminId: string; canWrite: boolean }

/** One creator: the balance, the two ways to change it, and what has changed it so far. */
export function CreatorPanel({ creator, entries, adminId, canWrite }: Props) {
  const ledger = useLedger(creator.userId, entries)

  return (
    <>
      <Card aria-labelledby="creator-title">
        <CardContent className="grid gap-6">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0">
              <h2 id="creator-title" className="truncate font-semibold text-lg tracking-tight">
                {creator.displayName}
              </h2>
              <p className="truncate text-muted-foreground text-sm">{creator.email}</p>
              {creator.membership && (
                <Badge variant="success" className="mt-2">
                  {creator.membership}
                </Badge>
              )}
            </div>
            <p className="font-semibold text-3xl tracking-tight">
              <BalanceNumber value={creator.credits} />
            </p>
          </div>
          <GrantForm creator={creator} canWrite={canWrite} />
          <CorrectForm creator={creator} canWrite={canWrite} />
        </CardContent>
      </Card>
      <LedgerCard ledger={ledger} viewerId={adminId} />
    </>
  )
}
