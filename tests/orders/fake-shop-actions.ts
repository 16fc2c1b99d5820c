import type { Product } from '@/lib/orders/schema'
import { fail, ok } from '@/lib/result'

/** What the actions below find on sale. */
export const onSale: { products: Product[] } = { products: [] }

/** In place of `lib/orders/actions`, for what shows the shop. */
export const getShop = async () => ok(onSale.products)

const notHere = async () => fail('not_found', 'There are no orders here.')
export const getMyOrders = notHere
export const getOrder = notHere
export const getSharedOrder = notHere
export const getOrderDesk = notHere
export const getOrderAnalytics = notHere
