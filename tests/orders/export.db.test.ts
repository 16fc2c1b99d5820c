import { beforeAll, describe, expect, test } from 'vitest'
import { orderDeskRow } from '@/lib/orders/desk-schema'
import { ordersCsv } from '@/lib/orders/export'
import { type ExportRow, exportRows } from '@/lib/orders/export-schema'
import { type Account, createAccount } from '../support/factories.ts'
import { createProduct, insertOrder, placeOrder, SHIPPING, step } from '../support/order-calls.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call } from '../support/plan-calls.ts'

let admin: Persona
let shopper: Account

beforeAll(async () => {
  admin = signedIn(await createAccount({ role: 'admin' }))
  shopper = await createAccount()
})

type Filter = { search: string; statuses?: string[]; payment?: string }

/** Reads as the screen does, two at a time; `between` runs after each page. */
async function readAll(
  { search, statuses, payment }: Filter,
  between = async () => {},
): Promise<ExportRow[]> {
  const orders: ExportRow[] = []
  for (;;) {
    const last = orders.at(-1)
    const page = exportRows.parse(
      await call(admin, 'export_orders($1, $2, $3, $4, $5, 2)', [
        search,
        statuses ?? null,
        payment ?? null,
        last?.created_at ?? null,
        last?.id ?? null,
      ]),
    )
    if (page.length === 0) return orders
    orders.push(...page)
    await between()
  }
}

describe('orders for a file', () => {
  test('come page after page, each once, whatever arrives or moves meanwhile', async () => {
    const buyer = await createAccount()
    const product = await createProduct()
    const made: string[] = []
    for (let age = 7; age > 0; age -= 1)
      made.unshift((await insertOrder(buyer.id, product, { ageMinutes: age, method: 'cod' })).id)
    const read = await readAll({ search: buyer.email ?? '' }, async () => {
      await insertOrder(buyer.id, product, { method: 'cod' })
    })
    expect(read.map(({ id }) => id)).toEqual(made)
  })

  test('are those that the desk finds by the same filter', async () => {
    const buyer = await createAccount()
    const product = await createProduct()
    const online = await insertOrder(buyer.id, product, { ageMinutes: 3, isPaid: true })
    await insertOrder(buyer.id, product, { ageMinutes: 2, method: 'cod' })
    const confirmed = await insertOrder(buyer.id, product, { ageMinutes: 1, method: 'cod' })
    await step(confirmed.id, 'confirmed')
    const search = buyer.email ?? ''
    const filters: Filter[] = [
      { search },
      { search, statuses: ['confirmed'] },
      { search, payment: 'paid' },
      { search, payment: 'cod', statuses: ['placed'] },
      { search: online.order_number.toLowerCase() },
    ]
    for (const { search: text, statuses, payment } of filters) {
      const desk = orderDeskRow.parse(
        await call(admin, 'get_order_desk(search => $1, statuses => $2, payment => $3)', [
          text,
          statuses ?? null,
          payment ?? null,
        ]),
      )
      const filter = { search: text, ...(statuses && { statuses }), ...(payment && { payment }) }
      const read = await readAll(filter)
      expect(read.map(({ id }) => id)).toEqual(desk.orders.map(({ id }) => id))
      expect(read.length).toBeGreaterThan(0)
    }
  })

  test('make lines with what was ordered, where it goes and amounts in major units', async () => {
    const [mug, lamp] = [
      await createProduct({ name: 'Mug', price: 45_050 }),
      await createProduct({ name: 'Lamp' }),
    ]
    const order = await placeOrder(
      signedIn(shopper),
      [
        { product_id: mug.id, quantity: 3 },
        { product_id: lamp.id, quantity: 1 },
      ],
      { shipping: { ...SHIPPING, name: '=HYPERLINK("x")', address: '12, Lake Road\nBlock "B"' } },
    )
    const [row] = await readAll({ search: order.order_number })
    expect(row?.items).toBe('3 × Mug; 1 × Lamp')
    const [, line = ''] = ordersCsv(row ? [row] : []).split('\r\n')
    expect(line).toContain('1801.5,INR,3 × Mug; 1 × Lamp')
    expect(line).toContain(`"'=HYPERLINK(""x"")"`)
    expect(line).toContain('"12, Lake Road\nBlock ""B"""')
  })
})
