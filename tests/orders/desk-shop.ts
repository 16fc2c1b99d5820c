import { randomUUID } from 'node:crypto'
import type { ExportArgs } from '@/lib/orders/desk-inputs'
import type { DeskOrder, OrderAnalytics, OrderDesk } from '@/lib/orders/desk-schema'
import type { OrderEvent } from '@/lib/orders/event-schema'
import type { ExportRow } from '@/lib/orders/export-schema'
import type { DeskArgs, TrackingPatch } from '@/lib/orders/inputs'
import type { OrderPage } from '@/lib/orders/page-schema'
import { canStep, type OrderStatus } from '@/lib/orders/rules'
import type { Order } from '@/lib/orders/schema'
import { type ErrorInfo, fail, ok, type Result } from '@/lib/result'
import type { FakeRealtime } from '../support/fake-socket'

const PAGE_SIZE = 25
const SHOPPER = '00000000-0000-4000-8000-00000000000c'

type Step = { id: string; version: number }

/** The shop's database in memory, behind the actions' own signatures; the wire tells of its changes. */
export type DeskShop = {
  orders: Order[]
  /** An order comes in. */
  place: (fields?: Partial<Order>) => Order
  /** Someone else changes an order, past this screen. */
  change: (orderId: string, patch: TrackingPatch, actorName?: string) => void
  /** Waits before a write is answered, while set. */
  hold: Promise<void> | undefined
  isDown: boolean
  /** Every chunk of a change of many orders. */
  chunks: Step[][]
  getOrderDesk: (args: DeskArgs) => Promise<Result<OrderDesk>>
  getOrder: (args: { userId: string; orderId: string }) => Promise<Result<OrderPage>>
  exportOrders: (args: ExportArgs) => Promise<Result<ExportRow[]>>
  updateTracking: (input: {
    orderId: string
    version: number
    patch: TrackingPatch
  }) => Promise<Result<Order>>
  setOrderStatuses: (input: { status: OrderStatus; orders: Step[] }) => Promise<Result<(ErrorInfo | null)[]>>
  getOrderAnalytics: () => Promise<Result<OrderAnalytics>>
}

export function createDeskShop(realtime: FakeRealtime): DeskShop {
  const events = new Map<string, OrderEvent[]>()
  let lastEvent = 0

  function now(): string {
    return new Date().toISOString()
  }

  function tell(order: Order, type: 'INSERT' | 'UPDATE') {
    realtime.emit({ table: 'orders', type, record: { id: order.id }, commitAt: new Date().toISOString() })
  }

  function record(orderId: string, actorName: string | null, change: Pick<OrderEvent, 'kind' | 'data'>) {
    lastEvent += 1
    const event = {
      id: lastEvent,
      createdAt: now(),
      actor: actorName === null ? 'system' : 'shop',
      actorName,
      ...change,
    } as OrderEvent
    events.set(orderId, [...(events.get(orderId) ?? []), event])
  }

  function write(order: Order, patch: TrackingPatch, actorName: string | null): ErrorInfo | null {
    if (patch.status !== undefined && !canStep(order.status, patch.status)) {
      return fail('conflict', `An order that is ${order.status} cannot become ${patch.status}.`).error
    }
    if (patch.status !== undefined) {
      record(order.id, actorName, { kind: 'status', data: { from: order.status, to: patch.status } })
    }
    if (patch.note) record(order.id, actorName, { kind: 'note', data: { note: patch.note } })
    Object.assign(order, patch, { version: order.version + 1, updatedAt: now() })
    tell(order, 'UPDATE')
    return null
  }

  function step(order: Order | undefined, version: number, patch: TrackingPatch): ErrorInfo | null {
    if (order === undefined) return fail('not_found', 'There is no such order.').error
    if (order.version === version) return write(order, patch, 'Asha Admin')
    return {
      code: 'conflict',
      message: `This order has changed since version ${version}: it is at version ${order.version} now.`,
      details: { version: order.version, current: columnsOf(order) },
    }
  }

  const shop: DeskShop = {
    orders: [],
    hold: undefined,
    isDown: false,
    chunks: [],
    place(fields = {}) {
      const order = anOrder({ createdAt: now(), ...fields })
      shop.orders.unshift(order)
      record(order.id, null, { kind: 'status', data: { from: null, to: 'placed' } })
      tell(order, 'INSERT')
      return order
    },
    change(orderId, patch, actorName = 'Ben Admin') {
      const order = shop.orders.find(({ id }) => id === orderId)
      const error = order ? write(order, patch, actorName) : null
      if (error) throw new Error(error.message)
    },
    async getOrderDesk(args) {
      if (shop.isDown) return fail('unavailable', 'The service does not answer right now.')
      const found = shop.orders.filter(({ orderNumber, shipName }) =>
        `${orderNumber} ${shipName}`.toLowerCase().includes(args.search.toLowerCase()),
      )
      const shown = found.filter(({ status }) => args.status === null || status === args.status)
      const from = (args.page - 1) * PAGE_SIZE
      return ok(
        {
          orders: shown.slice(from, from + PAGE_SIZE).map(toRow),
          totalCount: shown.length,
          counts: countBy(found),
          pageSize: PAGE_SIZE,
          intake: { orderCount: shop.orders.length, latest: shop.orders[0] ?? null },
        },
        new Date().toISOString(),
      )
    },
    async getOrder({ orderId }) {
      const order = shop.orders.find(({ id }) => id === orderId)
      if (order === undefined) return fail('not_found', 'There is no such order.')
      return ok(
        {
          order: { ...order },
          items: [],
          events: events.get(orderId) ?? [],
          prediction: null,
          shares: [],
          shopper: { displayName: 'Meera', email: 'meera@example.test' },
        },
        new Date().toISOString(),
      )
    },
    async exportOrders({ after }) {
      const from = after === null ? 0 : shop.orders.findIndex(({ id }) => id === after.id) + 1
      return ok(shop.orders.slice(from, from + 2).map(toExportRow))
    },
    async updateTracking({ orderId, version, patch }) {
      const order = shop.orders.find(({ id }) => id === orderId)
      const error = step(order, version, patch)
      await shop.hold
      if (error !== null) return { success: false, error }
      return order ? ok({ ...order }) : fail('not_found', 'There is no such order.')
    },
    async setOrderStatuses({ status, orders }) {
      shop.chunks.push(orders)
      await shop.hold
      return ok(
        orders.map(({ id, version }) =>
          step(
            shop.orders.find((order) => order.id === id),
            version,
            { status },
          ),
        ),
      )
    },
    async getOrderAnalytics() {
      return fail('not_found', 'Not in this test.')
    },
  }
  return shop
}

export function anOrder(fields: Partial<Order> = {}): Order {
  const id = fields.id ?? randomUUID()
  const createdAt = fields.createdAt ?? '2026-11-25T09:00:00.000Z'
  return {
    id,
    orderNumber: `RC-${id.slice(0, 8).toUpperCase()}`,
    userId: SHOPPER,
    status: 'placed',
    paymentMethod: 'cod',
    paymentStatus: 'pending',
    refundDue: false,
    razorpayOrderId: null,
    razorpayPaymentId: null,
    subtotal: 129_900,
    total: 129_900,
    currency: 'INR',
    shipName: 'Meera Shopper',
    shipPhone: '+91 98450 12345',
    shipAddress: '12 Lake Road',
    shipCity: 'Pune',
    shipPostcode: '411001',
    deliveryPartnerName: null,
    deliveryPartnerPhone: null,
    locationLat: null,
    locationLng: null,
    locationLabel: null,
    eta: null,
    note: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    statusChangedAt: createdAt,
    canCancel: true,
    paymentDueAt: null,
    ...fields,
  }
}

function toRow(order: Order): DeskOrder {
  return { ...order, itemCount: 2, summary: '2 × Lamp' }
}

function toExportRow(order: Order): ExportRow {
  return {
    id: order.id,
    order_number: order.orderNumber,
    created_at: order.createdAt,
    status: order.status,
    payment_method: order.paymentMethod,
    payment_status: order.paymentStatus,
    refund_due: order.refundDue,
    total: order.total,
    currency: order.currency,
    items: '2 × Lamp',
    ship_name: order.shipName,
    ship_phone: order.shipPhone,
    ship_address: order.shipAddress,
    ship_city: order.shipCity,
    ship_postcode: order.shipPostcode,
    delivery_partner_name: order.deliveryPartnerName,
    delivery_partner_phone: order.deliveryPartnerPhone,
    location_label: order.locationLabel,
    eta: order.eta,
    updated_at: order.updatedAt,
  }
}

/** What the database says of an order whose version is another. */
function columnsOf(order: Order) {
  return {
    status: order.status,
    delivery_partner_name: order.deliveryPartnerName,
    delivery_partner_phone: order.deliveryPartnerPhone,
    location_lat: order.locationLat,
    location_lng: order.locationLng,
    location_label: order.locationLabel,
    eta: order.eta,
    note: order.note,
  }
}

function countBy(orders: Order[]): OrderDesk['counts'] {
  const counts: OrderDesk['counts'] = {}
  for (const { status } of orders) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
