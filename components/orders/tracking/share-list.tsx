'use client'

import { Link2Off } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { notify } from '@/components/ui/notify'
import { DateTime, RelativeTime } from '@/components/ui/time'
import { useWrite } from '@/lib/action/use-write'
import { revokeOrderShares } from '@/lib/orders/actions'
import type { OrderPage } from '@/lib/orders/page-schema'

type Props = { orderId: string; shares: OrderPage['shares']; onRevoked: () => void }

/** The links that work now, and their end. */
export function ShareList({ orderId, shares, onRevoked }: Props) {
  const write = useWrite(revokeOrderShares)

  async function revoke() {
    const result = await write.send({ orderId })
    if (!result?.success) return
    notify.success(shares.length === 1 ? 'The link is revoked' : 'All links are revoked')
    onRevoked()
  }

  return (
    <section aria-label="Links that work now" className="grid gap-2 border-t pt-4">
      <ul className="grid gap-1 text-sm">
        {shares.map(({ createdAt, expiresAt }) => (
          <li key={createdAt} className="flex flex-wrap justify-between gap-x-4">
            <span>
              Made <RelativeTime value={createdAt} />
            </span>
            <span className="text-muted-foreground">
              until <DateTime value={expiresAt} />
            </span>
          </li>
        ))}
      </ul>
      {write.error && (
        <p role="alert" className="text-destructive text-sm">
          {write.error.message}
        </p>
      )}
      <Button variant="outline" aria-busy={write.isSending} onClick={revoke}>
        <Link2Off aria-hidden />
        {write.isSending ? 'Revoking…' : shareWords(shares.length)}
      </Button>
    </section>
  )
}

function shareWords(count: number): string {
  return count === 1 ? 'Revoke the link' : `Revoke all ${count} links`
}
