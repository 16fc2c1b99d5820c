'use client'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { notify } from '@/components/ui/notify'
import { DateTime } from '@/components/ui/time'
import { useWrite } from '@/lib/action/use-write'
import { cancelMembership } from '@/lib/credits/actions'
import { grantName } from '@/lib/credits/rules'
import type { Grant } from '@/lib/credits/schema'
import { formatCredits } from '@/lib/credits/words'

type Props = { membership: Grant; isOpen: boolean; onClose: () => void }

/** Says what cancelling costs before it is done. */
export function CancelMembershipDialog({ membership, isOpen, onClose }: Props) {
  const write = useWrite(cancelMembership)

  async function confirm() {
    const result = await write.send({ grantId: membership.id })
    if (!result?.success) return
    notify.success(`${grantName(membership)} is cancelled`)
    onClose()
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Cancel ${grantName(membership)}?`}
      description={<Consequence membership={membership} />}
    >
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="outline" onClick={onClose}>
          Keep it
        </Button>
        <Button variant="destructive" aria-busy={write.isSending} onClick={confirm}>
          {write.isSending ? 'Cancelling…' : 'Cancel membership'}
        </Button>
      </div>
    </Dialog>
  )
}

function Consequence({ membership }: { membership: Grant }) {
  if (membership.credits === 0) return 'Its credits are used up, so nothing is lost. It can be bought again.'
  if (membership.expiresAt === null) return `You keep its ${formatCredits(membership.credits)}.`
  return (
    <>
      You keep its {formatCredits(membership.credits)} until <DateTime value={membership.expiresAt} />.
    </>
  )
}
