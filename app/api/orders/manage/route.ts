import { resource, route } from '@/lib/action/route.server'
import { readOrderDesk } from '@/lib/orders/desk.server'
import { manageOrdersOperation } from '@/lib/orders/operations'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(manageOrdersOperation, async ({ query: { status = null, payment = null, ...rest }, db }) => {
    const { orders, totalCount, counts, pageSize } = (await readOrderDesk(db, { ...rest, status, payment }))
      .data
    return { orders, totalCount, counts, pageSize }
  }),
})
