'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/action/define-action.server'
import { readRequest } from '@/lib/action/read-request'
import { requireSameUser } from '@/lib/auth/same-user'
import * as desk from './desk.server'
import { exportInput, orderStatusesInput } from './desk-inputs'
import * as many from './desk-many.server'
import * as inputs from './inputs'
import { findOrderByKey } from './order-key.server'
import * as payment from './payment.server'
import * as queries from './queries.server'
import * as writes from './writes.server'

/** What is on sale, with its stock; visitors may look too. */
export const getShop = defineAction({
  input: z.union([z.void(), readRequest]),
  access: 'public',
  run: ({ input: request }) => queries.readShop(null, request ?? undefined),
})

/** The newest orders of the caller, and whether there are older ones. */
export const getMyOrders = defineAction({
  input: inputs.myOrdersInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return queries.readMyOrders(db)
  },
})

/** The page of the caller's orders before one of them. */
export const getOlderOrders = defineAction({
  input: inputs.olderOrdersInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return queries.readMyOrders(db, input.before)
  },
})

/** An order with its timeline, for its shopper and for admins. */
export const getOrder = defineAction({
  input: inputs.ownOrderInput,
  access: 'signed-in',
  run: ({ input, session, db }) => {
    requireSameUser(session, input.userId)
    return queries.readOrder(db, input.orderId)
  },
})

/** How an order gets on, for whoever has a link to it. */
export const getSharedOrder = defineAction({
  input: inputs.sharedOrderInput,
  access: 'public',
  run: ({ input, db }) => queries.readSharedOrder(db, input.token),
})

/** Places an order, once for each key. Error `conflict` names in `fields`, by product id, what is short. */
export const placeOrder = defineAction({
  input: inputs.placeOrderInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.placeOrder(db, input),
})

/** The order that a key has placed, or null: what became of a try whose answer never came. */
export const getOrderByKey = defineAction({
  input: inputs.placeOrderInput.pick({ idempotencyKey: true }),
  access: 'signed-in',
  run: ({ input, session, db }) => findOrderByKey(db, session.userId, input.idempotencyKey),
})

/** Makes the gateway's order for an order of the caller, or finds the one there is: what the browser pays with. */
export const startPayment = defineAction({
  input: inputs.orderInput,
  access: 'signed-in',
  run: ({ input, session, db }) => payment.startPayment(db, session.userId, input.orderId),
})

/** What a bank does, played by the built-in test gateway: answers what its page would send back, signed. */
export const payWithTestGateway = defineAction({
  input: inputs.testPaymentInput,
  access: 'signed-in',
  run: ({ input, session, db }) => payment.payWithTestGateway(db, session.userId, input),
})

/** Cancels an order of the caller. Error `conflict`: it is packed already. */
export const cancelOrder = defineAction({
  input: inputs.orderInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.cancelOrder(db, input.orderId),
})

/** A new link that shows how an order gets on, without an account. */
export const shareOrder = defineAction({
  input: inputs.shareInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.shareOrder(db, input),
})

/** Ends all links to an order. */
export const revokeOrderShares = defineAction({
  input: inputs.orderInput,
  access: 'signed-in',
  run: ({ input, db }) => writes.revokeShares(db, input.orderId),
})

/** A page of the administrators' table. */
export const getOrderDesk = defineAction({
  input: inputs.deskInput,
  access: 'admin',
  run: ({ input, db }) => desk.readOrderDesk(db, input),
})

/** A page of what the table finds, with all that a file has of it. */
export const exportOrders = defineAction({
  input: exportInput,
  access: 'admin',
  run: ({ input, db }) => many.readOrdersForExport(db, input),
})

/** The same step for several orders: for each in its turn why it was refused, or null. */
export const setOrderStatuses = defineAction({
  input: orderStatusesInput,
  access: 'admin',
  run: ({ input, db }) => many.setOrderStatuses(db, input),
})

/** Orders and revenue for each day, how far orders get, and how long they stay in each status. */
export const getOrderAnalytics = defineAction({
  input: inputs.analyticsInput,
  access: 'admin',
  run: ({ input, db }) => desk.readOrderAnalytics(db, input),
})

/** Changes what the patch names. Error `conflict`: the order has changed since `version`; see `trackingConflict`. */
export const updateTracking = defineAction({
  input: inputs.updateTrackingInput,
  access: 'admin',
  run: ({ input, db }) => writes.updateTracking(db, input),
})
