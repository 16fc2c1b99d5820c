'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { WriteError } from '@/components/ui/write-error'
import type { PendingSpend } from '@/lib/credits/pending'
import type { Ledger } from '@/lib/credits/use-ledger'
import { LedgerRow } from './ledger-row'
import { PendingRow } from './pending-row'

type Props = { ledger: Ledger; viewerId: string; pending?: PendingSpend[] }

/** Every change of the balance, newest first. Rows that arrive while one looks are lit up for a moment. */
export function LedgerCard({ ledger, viewerId, pending = [] }: Props) {
  const { entries, isComplete, isLoading, error, loadOlder } = ledger
  const [newestAtFirst] = useState(entries[0]?.id ?? 0)

  return (
    <Card aria-labelledby="ledger-title" className="overflow-hidden">
      <CardHeader className="pb-3">
        <CardTitle id="ledger-title">Ledger</CardTitle>
      </CardHeader>
      {entries.length + pending.length === 0 && (
        <p className="border-t px-5 py-8 text-center text-muted-foreground text-sm sm:px-6">
          No change so far. The first one will appear here by itself.
        </p>
      )}
      <ol className="@container border-t" data-testid="ledger">
        {pending.map((spend) => (
          <PendingRow key={spend.key} spend={spend} />
        ))}
        {entries.map((entry) => (
          <LedgerRow key={entry.id} entry={entry} viewerId={viewerId} isNew={entry.id > newestAtFirst} />
        ))}
      </ol>
      {!isComplete && (
        <div className="grid justify-items-center gap-1 p-3">
          <Button variant="ghost" aria-busy={isLoading} onClick={loadOlder}>
            {isLoading ? 'Loading…' : 'Load older'}
          </Button>
          <WriteError error={error} />
        </div>
      )}
    </Card>
  )
}
