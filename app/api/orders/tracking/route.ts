import { etag, requireSeenVersion, seenVersion } from '@/lib/action/preconditions'
import { reply } from '@/lib/action/reply'
import { resource, route } from '@/lib/action/route.server'
import { updateTrackingOperation } from '@/lib/orders/operations'
import { updateTrackingAt } from '@/lib/orders/tracking-write.server'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PUT: route(updateTrackingOperation, async ({ body, seen, db }) => {
    const { orderId, version: named, ...patch } = body
    const order = await updateTrackingAt(db, orderId, requireSeenVersion(seenVersion(seen, named)), patch)
    return reply(order, { etag: etag(order.version) })
  }),
})
