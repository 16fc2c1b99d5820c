import { liveQuery } from '@/lib/realtime/live-query'
import { getMyOrders, getOrder, getOrderAnalytics, getOrderDesk, getSharedOrder, getShop } from './actions'
import type { DeskArgs } from './inputs'

/**
 * What is on sale. A product that is withdrawn sends visitors no event of its own: its departure does (decision 0307).
 * Every order changes a stock.
 */
export const shopWindow = liveQuery({
  name: 'orders.shop',
  watch: (_: Record<string, never>) => [{ table: 'products' }, { table: 'product_departures' }],
  read: (_, request) => getShop(request),
  lastKnown: { version: 1 },
})

/** The newest orders of one shopper. */
export const myOrders = liveQuery({
  name: 'orders.mine',
  watch: ({ userId }: { userId: string }) => [{ table: 'orders', filter: `user_id=eq.${userId}` }],
  read: getMyOrders,
  lastKnown: { version: 1 },
})

/** One order with its timeline, for its shopper and in the drawer of the desk: all that happens to it changes its row. */
export const orderPage = liveQuery({
  name: 'orders.one',
  watch: ({ orderId }: { userId: string; orderId: string }) => [
    { table: 'orders', filter: `id=eq.${orderId}` },
  ],
  read: getOrder,
  lastKnown: { version: 1 },
})

/** The page of a link. Visitors may not watch orders: a signal without content tells them to look again. */
export const sharedOrder = liveQuery({
  name: 'orders.shared',
  watch: ({ signalId }: { token: string; signalId: string }) => [
    { table: 'order_share_signals', filter: `id=eq.${signalId}` },
  ],
  read: ({ token }) => getSharedOrder({ token }),
  staleAt: ({ expiresAt }) => expiresAt,
})

/** The administrators' table: every order moves it. */
export const orderDesk = liveQuery({
  name: 'orders.desk',
  watch: (_: DeskArgs) => [{ table: 'orders' }],
  read: getOrderDesk,
})

/** How the shop does. */
export const orderAnalytics = liveQuery({
  name: 'orders.analytics',
  watch: (_: { days: number; timeZone: string }) => [{ table: 'orders' }],
  read: getOrderAnalytics,
})
