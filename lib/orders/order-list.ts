import type { MyOrders } from './schema'

/** The newest page above what was fetched before, each order once and in its newest state. */
export function withNewest(newest: MyOrders, fetched: MyOrders | null): MyOrders {
  if (fetched === null) return newest
  const known = new Set(newest.orders.map(({ id }) => id))
  const rest = fetched.orders.filter(({ id }) => !known.has(id))
  return { orders: [...newest.orders, ...rest], hasMore: fetched.hasMore }
}
