import type { APIRequestContext, Page, Request } from '@playwright/test'
import { balance, expect, test } from '../support/e2e.ts'
import { untilLive } from '../support/sync-status.ts'

/** Server actions are public HTTP endpoints: here they are called as an attacker calls them. */
const SPEND = { amount: 30, reason: 'Captions' }

test('an action without a session is refused and changes nothing', async ({
  newPerson,
  openAs,
  playwright,
  app,
  sql,
}) => {
  const person = await newPerson({ credits: 100 })
  const spend = await captureSpend(await openAs(person, '/credits'))
  const stranger = await playwright.request.newContext({ baseURL: app.url })
  expect(await answer(stranger, spend)).toContain('unauthenticated')
  expect(await creditsOf(sql, person.id)).toBe(70)
})

test('an action acts for the session it comes with, whoever recorded it', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const [victim, attacker] = [await newPerson({ credits: 100 }), await newPerson({ credits: 50 })]
  const victimPage = await openAs(victim, '/credits')
  await untilLive(victimPage)
  const read = await captureRead(victimPage, () =>
    sql('update public.user_credits set credits = 99 where user_id = $1', [victim.id]),
  )
  const attackerPage = await openAs(attacker, '/credits')
  const stolen = await answer(attackerPage.context().request, read)
  expect(stolen).toContain('unauthenticated')
  expect(stolen).not.toContain(victim.id)
  expect(stolen).not.toMatch(/"credits":99\b/)
})

test.describe('bad input', () => {
  const ATTEMPTS: [name: string, change: (body: string) => string][] = [
    ['a negative amount', (body) => body.replace('"amount":30', '"amount":-30')],
    ['zero', (body) => body.replace('"amount":30', '"amount":0')],
    ['a huge amount', (body) => body.replace('"amount":30', '"amount":1e300')],
    ['a fraction', (body) => body.replace('"amount":30', '"amount":0.5')],
    ['text for a number', (body) => body.replace('"amount":30', '"amount":"30"')],
    ['no arguments', () => '[]'],
    ['an endless reason', (body) => body.replace('Captions', 'x'.repeat(100_000))],
  ]
  for (const [name, change] of ATTEMPTS) {
    test(`${name} gets a clear error and changes nothing`, async ({ newPerson, openAs, sql }) => {
      const person = await newPerson({ credits: 100 })
      const page = await openAs(person, '/credits')
      const spend = await captureSpend(page)
      const reply = await answer(page.context().request, spend, change)
      expect(reply).toContain('invalid_input')
      expect(await creditsOf(sql, person.id)).toBe(70)
    })
  }

  test('an oversized body is refused', async ({ newPerson, openAs, sql }) => {
    const person = await newPerson({ credits: 100 })
    const page = await openAs(person, '/credits')
    const spend = await captureSpend(page)
    const body = spend.postData()?.replace('Captions', 'x'.repeat(5_000_000)) ?? ''
    const response = await page.context().request.post(spend.url(), { headers: headersOf(spend), data: body })
    expect(response.status()).toBeGreaterThanOrEqual(400)
    expect(await creditsOf(sql, person.id)).toBe(70)
  })
})

test('the same request sent again counts once', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  const spend = await captureSpend(page)
  await Promise.all([1, 2, 3].map(() => answer(page.context().request, spend)))
  expect(await creditsOf(sql, person.id)).toBe(70)
})

test('a request from another site is refused', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  const spend = await captureSpend(page)
  const body =
    spend.postData()?.replace(/"idempotencyKey":"[^"]+"/, `"idempotencyKey":"${crypto.randomUUID()}"`) ?? ''
  const headers = { ...headersOf(spend), origin: 'https://evil.example' }
  const response = await page.context().request.post(spend.url(), { headers, data: body })
  expect(response.ok()).toBe(false)
  expect(await creditsOf(sql, person.id)).toBe(70)
})

/** Spends 30 through the page and gives the request that did it. */
async function captureSpend(page: Page): Promise<Request> {
  await untilLive(page)
  const sent = page.waitForRequest(
    (request) => isAction(request) && request.postData()?.includes('Captions') === true,
  )
  await page.getByLabel('Amount').fill(String(SPEND.amount))
  await page.getByLabel('For', { exact: true }).fill(SPEND.reason)
  await page.getByRole('button', { name: 'Spend', exact: true }).click()
  const request = await sent
  await expect(balance(page)).toHaveText('70')
  await expect(page.getByText('Saving…')).toBeHidden()
  return request
}

async function captureRead(page: Page, change: () => Promise<unknown>): Promise<Request> {
  const [request] = await Promise.all([page.waitForRequest(isAction), change()])
  return request
}

function isAction(request: Request): boolean {
  return request.method() === 'POST' && request.headers()['next-action'] !== undefined
}

async function answer(
  client: APIRequestContext,
  request: Request,
  change = (body: string) => body,
): Promise<string> {
  const data = change(request.postData() ?? '')
  const response = await client.post(request.url(), { headers: headersOf(request), data })
  return response.text()
}

function headersOf(request: Request): Record<string, string> {
  const { accept = '*/*', 'next-action': action = '', 'content-type': type = '' } = request.headers()
  return { accept, 'next-action': action, 'content-type': type, origin: new URL(request.url()).origin }
}

type Sql = (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>

async function creditsOf(sql: Sql, userId: string): Promise<number> {
  const [row] = await sql(
    "select sum(credits) as credits from public.user_credits where user_id = $1 and status = 'active'",
    [userId],
  )
  return Number(row?.credits)
}
