import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { untilLive } from '../support/sync-status.ts'

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

/** An order that waits for its online payment. */
async function unpaidOrder(sql: Sql, { id }: Person): Promise<string> {
  const [row] = await sql(
    `insert into public.orders
       (user_id, payment_method, subtotal, total, ship_name, ship_phone, ship_address, ship_city, ship_postcode)
     values ($1, 'razorpay', 129900, 129900, 'Mira', '+91 98765 43210', '1, Lake Road', 'Pune', '411001')
     returning id`,
    [id],
  )
  return String(row?.id)
}

async function payByTest(page: Page, ending: 'paid' | 'failed' | 'paid_and_left'): Promise<void> {
  await page.getByRole('button', { name: /Pay now|Try again/ }).click()
  await page.locator(`input[name=outcome][value=${ending}]`).check()
  await page.getByRole('button', { name: /\(test\)/ }).click()
}

function payment(page: Page) {
  return page.getByRole('region', { name: 'Payment' })
}

test('a payment by the test gateway is on the page at once, after one that failed', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const id = await unpaidOrder(sql, shopper)
  const page = await openAs(shopper, `/orders/${id}`)
  await untilLive(page)

  await payByTest(page, 'failed')
  await expect(payment(page)).toContainText('Failed')
  await payByTest(page, 'paid')
  await expect(payment(page)).toContainText('Paid')
  await expect(page.getByRole('button', { name: /Pay now|Try again/ })).toHaveCount(0)
  // The browser's return and the gateway's message tell of one payment.
  const changes = await sql(
    "select data ->> 'to' as status from public.order_events where order_id = $1 and kind = 'payment' order by id",
    [id],
  )
  expect(changes).toEqual([{ status: 'failed' }, { status: 'paid' }])
})

test('a payment whose shopper never comes back arrives by the webhook', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const id = await unpaidOrder(sql, shopper)
  const page = await openAs(shopper, `/orders/${id}`)
  await untilLive(page)
  await payByTest(page, 'paid_and_left')
  await expect(payment(page)).toContainText('Paid')
})

test('nobody without the secrets has anything marked as paid, and no secret is in the browser', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const shopper = await newPerson()
  const id = await unpaidOrder(sql, shopper)
  const page = await openAs(shopper, `/orders/${id}`)
  await untilLive(page)
  const bodies: Promise<string>[] = []
  page.on('response', (response) => bodies.push(response.text().catch(() => '')))
  await payByTest(page, 'failed')
  await expect(payment(page)).toContainText('Failed')
  const [{ gateway } = { gateway: '' }] = await sql(
    'select razorpay_order_id as gateway from public.orders where id = $1',
    [id],
  )

  const body = JSON.stringify({
    event: 'payment.captured',
    payload: {
      payment: { entity: { id: 'pay_forged', order_id: gateway, amount: 129_900, currency: 'INR' } },
    },
  })
  const post = (path: string, content: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api/webhooks/razorpay${path}`, {
      method: 'POST',
      body: content,
      headers: { 'content-type': 'application/json', ...headers },
    })
  const guess = createHash('sha256').update(body).digest('hex')
  const returned = {
    razorpay_order_id: gateway,
    razorpay_payment_id: 'pay_forged',
    razorpay_signature: guess,
  }
  const refusals = [
    await post('', body),
    await post('', body, { 'x-razorpay-signature': guess, 'x-razorpay-event-id': 'evt_forged' }),
    await post(`/return?order=${id}`, JSON.stringify(returned)),
    await post('/reconcile?all', ''),
    await post('/reconcile?all', '', { authorization: `Bearer ${shopper.accessToken}` }),
  ]
  expect(refusals.map(({ status }) => status)).toEqual([401, 401, 400, 401, 401])
  await expect(payment(page)).toContainText('Failed')

  // A browser drops the bodies of what it has left; the page as it comes now is there for sure.
  const whole = await page.reload()
  const seen = [...(await Promise.all(bodies)), await whole?.text()].join('\n')
  expect(seen).toContain(id)
  expect(seen).not.toContain(app.status.secret_key)
})
