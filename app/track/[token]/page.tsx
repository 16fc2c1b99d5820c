import type { Metadata } from 'next'
import { TileServerProvider } from '@/components/orders/map/map-tiles'
import { LinkEnded } from '@/components/orders/tracking/link-ended'
import { LinkUnread } from '@/components/orders/tracking/link-unread'
import { SharedWorkspace } from '@/components/orders/tracking/shared-workspace'
import { getSharedOrder } from '@/lib/orders/actions'
import { tileServer } from '@/lib/orders/tile-server.server'

// The token stands in the address: it must not leave with a link, nor end up in a search engine.
export const metadata: Metadata = {
  title: 'Tracking',
  referrer: 'same-origin',
  robots: { index: false, follow: false },
}

type Props = { params: Promise<{ token: string }> }

/** All of it is in the HTML, for whoever has no scripts; with them it goes live. */
export default async function TrackPage({ params }: Props) {
  const { token } = await params
  const order = await getSharedOrder({ token })
  if (order.error?.code === 'not_found' || order.error?.code === 'invalid_input') return <LinkEnded />
  if (!order.success) return <LinkUnread token={token} message={order.error.message} />

  return (
    <TileServerProvider server={tileServer()}>
      <SharedWorkspace token={token} initial={order} renderedAt={new Date().toISOString()} />
    </TileServerProvider>
  )
}
