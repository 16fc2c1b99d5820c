'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DateTime } from '@/components/ui/time'
import { currentMembership, statusLabel } from '@/lib/credits/rules'
import type { CreditAccount, UserCredits } from '@/lib/credits/schema'
import { CancelMembershipDialog } from './cancel-membership-dialog'

const BADGE = { active: 'success', cancelled: 'warning', expired: 'destructive', none: 'neutral' } as const

type Props = { account: CreditAccount; canWrite: boolean }

/** The state of the membership in words, and the way out of it. */
export function MembershipLine({ account, canWrite }: Props) {
  const [isCancelling, setIsCancelling] = useState(false)
  const { balance, grants } = account
  const membership = currentMembership(grants)

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-4">
      <Badge variant={BADGE[balance.membershipStatus]}>{statusLabel(balance)}</Badge>
      <MembershipText balance={balance} />
      {membership && (
        <Button
          variant="ghost"
          size="sm"
          className="ml-auto text-muted-foreground"
          disabled={!canWrite}
          onClick={() => setIsCancelling(true)}
        >
          Cancel membership
        </Button>
      )}
      {membership && (
        <CancelMembershipDialog
          membership={membership}
          isOpen={isCancelling}
          onClose={() => setIsCancelling(false)}
        />
      )}
    </div>
  )
}

function MembershipText({ balance }: { balance: UserCredits }) {
  return (
    <div className="min-w-0 flex-1 basis-48 text-sm">
      {balance.membership && <p className="font-medium">{balance.membership}</p>}
      <p className="text-muted-foreground">
        {balance.message}
        {balance.expires_at && (
          <>
            {' '}
            Until <DateTime value={balance.expires_at} />.
          </>
        )}
      </p>
    </div>
  )
}
