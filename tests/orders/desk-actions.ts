import { fail } from '@/lib/result'
import type { DeskShop } from './desk-shop'

let shop: DeskShop

/** The shop that the actions below reach from now on. */
export function serveDesk(served: DeskShop): void {
  shop = served
}

/** In place of `lib/orders/actions`, as far as the desk uses it. */
export const getOrderDesk: DeskShop['getOrderDesk'] = (args) => shop.getOrderDesk(args)
export const getOrder: DeskShop['getOrder'] = (args) => shop.getOrder(args)
export const exportOrders: DeskShop['exportOrders'] = (args) => shop.exportOrders(args)
export const updateTracking: DeskShop['updateTracking'] = (input) => shop.updateTracking(input)
export const setOrderStatuses: DeskShop['setOrderStatuses'] = (input) => shop.setOrderStatuses(input)
export const getOrderAnalytics: DeskShop['getOrderAnalytics'] = () => shop.getOrderAnalytics()

// What else the live queries of the domain read.
const notHere = async () => fail('not_found', 'Not in this test.')
export const getShop = notHere
export const getMyOrders = notHere
export const getSharedOrder = notHere
