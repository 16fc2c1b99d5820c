import { atVersion } from '@/lib/action/at-version'
import { etag, requireSeenVersion, seenVersion } from '@/lib/action/preconditions'
import { reply } from '@/lib/action/reply'
import { resource, route } from '@/lib/action/route.server'
import { updateTrackingOperation } from '@/lib/orders/operations'
import { readOrder } from '@/lib/orders/queries.server'
import { updateTracking } from '@/lib/orders/writes.server'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PUT: route(updateTrackingOperation, async ({ body, seen, db }) => {
    const { orderId, version: named, ...patch } = body
    const order = await atVersion(
      requireSeenVersion(seenVersion(seen, named)),
      async () => (await readOrder(db, orderId)).data.order.version,
      (version) => updateTracking(db, { orderId, version, patch }),
    )
    return reply(order, { etag: etag(order.version) })
  }),
})
