import 'server-only'
import type { z } from 'zod'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import { publicRead } from '@/lib/action/public-read.server'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import type { olderOrdersInput } from './inputs'
import { type OrderPage, orderPageRow, type SharedOrder, sharedOrderRow } from './page-schema'
import { type MyOrders, myOrdersRow, type Product, shopRow } from './schema'

/** Orders on a page of the shopper's list. */
const MY_PAGE = 20

/** All that is on sale, with its stock, read once for all who look: one order makes it stale for each of them. */
export const readShop = publicRead('orders.shop', async (db): Promise<WithAsOf<Product[]>> => {
  const { data, error } = await db.rpc('get_shop')
  if (error) throw toAppError(error)
  const { products, as_of } = shopRow.parse(data)
  return withAsOf(products, as_of)
})

/** A page of the caller's orders, newest first, older than `before` when given. @throws AppError */
export async function readMyOrders(
  db: Db,
  before?: z.output<typeof olderOrdersInput>['before'],
): Promise<WithAsOf<MyOrders>> {
  const { data, error } = await db.rpc('get_my_orders', {
    page_limit: MY_PAGE,
    ...(before && { before_created_at: before.createdAt, before_id: before.id }),
  })
  if (error) throw toAppError(error)
  const { orders, has_more, as_of } = myOrdersRow.parse(data)
  return withAsOf({ orders, hasMore: has_more }, as_of)
}

/** An order with its timeline, for its shopper and for admins; error `not_found` for anyone else. @throws AppError */
export async function readOrder(db: Db, orderId: string): Promise<WithAsOf<OrderPage>> {
  const { data, error } = await db.rpc('get_order', { order_id: orderId })
  if (error) throw toAppError(error)
  const { as_of, ...page } = orderPageRow.parse(data)
  return withAsOf(page, as_of)
}

/** How an order gets on, for whoever has a link to it. @throws AppError */
export async function readSharedOrder(db: Db, token: string): Promise<WithAsOf<SharedOrder>> {
  const { data, error } = await db.rpc('get_shared_order', { token })
  if (error) throw toAppError(error)
  const { asOf, ...order } = sharedOrderRow.parse(data)
  return withAsOf(order, asOf)
}
