import { expect, test } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { fill, history, invest, newPlan } from '../support/plan-screens.ts'
import { type EventReader, readEvents } from '../support/read-events.ts'
import { untilLive } from '../support/sync-status.ts'
import { until } from '../support/until.ts'

test('nobody else saves a plan by sending the request of an admin', async ({ newPerson, openAs, sql }) => {
  const plan = await newPlan(sql)
  const admin = await openAs(await newPerson({ role: 'admin' }), `/admin/plans/${plan.id}`)
  await untilLive(admin)
  await fill(admin, { 'Return (%)': '3.5' })
  const [request] = await Promise.all([
    admin.waitForRequest((sent) => sent.postData()?.includes('"patch"') === true),
    admin.getByRole('button', { name: 'Save changes' }).click(),
  ])
  await expect(history(admin)).toHaveCount(2)

  const body = (request.postData() ?? '')
    .replace('"version":1', '"version":2')
    .replace('3.5', '9')
    .replace(/"idempotencyKey":"[^"]+"/, `"idempotencyKey":"${crypto.randomUUID()}"`)
  const { 'next-action': action = '', 'content-type': type = '' } = request.headers()
  const headers = { accept: 'text/x-component', 'next-action': action, 'content-type': type }
  for (const role of ['member', 'teacher'] as const) {
    const page = await openAs(await newPerson({ role }), '/account')
    const origin = new URL(page.url()).origin
    const response = await page
      .context()
      .request.post('/account', { headers: { ...headers, origin }, data: body })
    expect(await response.text()).toContain('"forbidden"')
    expect((await page.goto(`/admin/plans/${plan.id}`))?.status()).toBe(403)
  }
  expect(await sql('select version, roi_percent from public.plans where id = $1', [plan.id])).toEqual([
    { version: 2, roi_percent: '3.500' },
  ])
})

test('an investor never hears of an admin’s address, by a browser or by an event stream', async ({
  app,
  newPerson,
  openAs,
  sql,
}) => {
  const plan = await newPlan(sql)
  const admin = await newPerson({ role: 'admin' })
  const investor = await newPerson()
  await invest(sql, investor.id, plan.id)
  const page = await openAs(investor, '/account')
  const heard: Promise<string>[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(Promise.resolve(String(payload))))
  })
  page.on('response', (response) => heard.push(response.text().catch(() => '')))
  await page.goto(`/plans/${plan.id}`)
  await untilLive(page)
  await page.getByRole('button', { name: 'Follow' }).click()

  const forInvestor = await follow(app.url, investor)
  const forAdmin = await follow(app.url, admin)

  const desk = await openAs(admin, `/admin/plans/${plan.id}`)
  await untilLive(desk)
  await fill(desk, { 'Return (%)': '3.5' })
  await desk.getByRole('button', { name: 'Save changes' }).click()
  await desk.getByRole('button', { name: 'Save and change them' }).click()
  await expect(page.getByTestId('plan-return')).toContainText('3.5 %')
  await page.goto('/plans/mine')
  await untilLive(page)
  const texts = await Promise.all(heard)
  expect(texts.some((text) => text.includes(plan.id))).toBe(true)
  expect(texts.filter((text) => text.includes(admin.email))).toEqual([])

  for (const reader of [forInvestor, forAdmin]) {
    await until(() => reader.events.some(({ event, data }) => event === 'UPDATE' && data.planId === plan.id))
    await reader.cancel()
  }
  expect(JSON.stringify(forAdmin.events)).toContain(admin.email)
  expect(JSON.stringify(forInvestor.events)).not.toContain(admin.email)
})

/** The event stream of plans, as it reaches a person. */
async function follow(url: string, { accessToken }: Person): Promise<EventReader> {
  const authorization = `Bearer ${accessToken}`
  return readEvents(await fetch(`${url}/api/plans/subscribe`, { headers: { authorization } }))
}
