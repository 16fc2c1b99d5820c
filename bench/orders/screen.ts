import { chromium, type Page } from '@playwright/test'
import pg from 'pg'
import { startApp } from '../../tests/support/app.ts'
import { browserLaunchOptions } from '../../tests/support/browser.ts'
import { type Person, signUpPerson } from '../../tests/support/people.ts'
import { signIn } from '../../tests/support/sign-in.ts'
import { untilLive } from '../../tests/support/sync-status.ts'
import { watchNumber } from '../core/watched-page.ts'
import { type Latency, latency, medianOf } from '../lib/stats.ts'

const ROUNDS = 3
const WARM_UP = 10
const CHANGES = 30
const POLL_CHANGES = 20
const POLL_INTERVAL_MS = 5000

export type OrderScreen = { live: Latency; poll: Latency }

/**
 * Commit of a change of an order → its shopper's page shows it, in a real browser against the production build; beside
 * it a page that asks for the same order every five seconds, which is what this replaces.
 */
export async function measureOrderScreen(): Promise<OrderScreen> {
  const app = await startApp()
  const database = new pg.Client(app.status.db_url)
  await database.connect()
  const browser = await chromium.launch(await browserLaunchOptions())
  try {
    const person = await signUpPerson(app.status)
    const orderId = await insertOrder(database, person.id)
    let count = 0
    const change = async () => {
      count += 1
      await database.query('update orders set delivery_partner_name = $2 where id = $1', [
        orderId,
        `Courier ${count}`,
      ])
      return count
    }
    await change()

    const page = await browser.newPage({ baseURL: app.url })
    await signIn(page, person, `/orders/${orderId}`)
    await page.locator('[aria-labelledby=partner-title]').waitFor()
    await untilLive(page)
    const live = await watchNumber(page, '[aria-labelledby=partner-title] p')
    const polling = await watchNumber(
      await openPollingPage(await browser.newPage(), app.status, person, orderId),
      '#courier',
    )

    await live.measure(change, WARM_UP, between(150, 350))
    const rounds: Latency[] = []
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(latency(await live.measure(change, CHANGES, between(150, 350))))
    const poll = latency(await polling.measure(change, POLL_CHANGES, between(0, POLL_INTERVAL_MS)))
    return { live: medianOf(rounds), poll }
  } finally {
    await browser.close()
    await database.end()
    await app.stop()
  }
}

async function insertOrder(database: pg.Client, userId: string): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `insert into orders (user_id, payment_method, subtotal, total, ship_name, ship_phone, ship_address, ship_city, ship_postcode)
     values ($1, 'cod', 100, 100, 'Bench', '+91 98765 43210', '1, Lake Road', 'Pune', '411001') returning id`,
    [userId],
  )
  const id = rows[0]?.id ?? ''
  await database.query(
    `insert into order_items (order_id, product_id, name, unit_price, quantity)
     select $1, id, name, 100, 1 from products where stock > 5 order by slug limit 1`,
    [id],
  )
  return id
}

/** A page without a framework that fetches the order every five seconds. */
async function openPollingPage(
  page: Page,
  { api_url, publishable_key }: { api_url: string; publishable_key: string },
  person: Person,
  orderId: string,
): Promise<Page> {
  await page.goto(`${api_url}/health`)
  await page.evaluate(
    ({ address, key, token, intervalMs }) => {
      document.body.innerHTML = '<p id="courier">0</p>'
      setInterval(async () => {
        const headers = { apikey: key, authorization: `Bearer ${token}` }
        const [row] = (await (await fetch(address, { headers })).json()) as {
          delivery_partner_name: string
        }[]
        const courier = document.querySelector('#courier')
        if (courier !== null && row) courier.textContent = row.delivery_partner_name
      }, intervalMs)
    },
    {
      address: `${api_url}/rest/v1/orders?select=*&id=eq.${orderId}`,
      key: publishable_key,
      token: person.accessToken,
      intervalMs: POLL_INTERVAL_MS,
    },
  )
  return page
}

function between(least: number, most: number): () => number {
  return () => least + Math.random() * (most - least)
}
