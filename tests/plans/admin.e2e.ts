import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, toast } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { type EventReader, readEvents } from '../support/read-events.ts'
import { untilLive } from '../support/sync-status.ts'
import { until } from '../support/until.ts'

type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

test('create, edit, conflict, merge, delete and restore, on the screens of an investor and two admins', async ({
  newPerson,
  openAs,
}) => {
  const [asha, ben] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const name = `Plan-${crypto.randomUUID()}`
  const investor = await openAs(await newPerson(), '/plans')
  const a = await openAs(asha, '/admin/plans/new')
  const b = await openAs(ben, '/admin/plans')
  for (const page of [investor, b]) await untilLive(page)

  await fill(a, { Name: name, 'Return (%)': '2.5', 'Duration (days)': '30' })
  await fill(a, { 'Smallest amount (INR)': '1,000', 'Largest amount (INR)': '50000' })
  await a.getByRole('button', { name: 'Create plan' }).click()
  await expect(a.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(card(investor, name)).toContainText('2.5 %')
  await expect(toast(b).filter({ hasText: `Plan created by ${asha.email}` })).toContainText(name)
  await expect(toast(a).filter({ hasText: asha.email })).toHaveCount(0)

  await b.getByRole('searchbox').fill(name)
  await b.getByRole('link', { name }).click()
  await expect(a.getByText(`${ben.displayName} is editing this plan`)).toBeVisible()
  await expect(b.getByText(`${asha.displayName} is editing this plan`)).toBeVisible()
  for (const page of [a, b]) await untilLive(page)

  // Ben types; Asha saves two fields, one of which Ben has changed too.
  await fill(b, { 'Return (%)': '4', Description: 'Written by Ben.' })
  await fill(a, { 'Return (%)': '3.5', 'Duration (days)': '45' })
  await a.getByRole('button', { name: 'Save changes' }).click()
  await expect(card(investor, name)).toContainText('3.5 %')
  await expect(toast(b).filter({ hasText: `Plan updated by ${asha.email}` })).toContainText(name)

  const panel = b.getByRole('region', { name: `${asha.displayName} saved this meanwhile` })
  await expect(panel).toContainText('45 days')
  await expect(b.getByLabel('Duration (days)')).toHaveValue('45')
  await expect(b.getByLabel('Description')).toHaveValue('Written by Ben.')
  await expect(b.getByLabel('Return (%)')).toHaveValue('4')
  await expect(b.getByRole('button', { name: 'Save changes' })).toBeDisabled()
  await expectAccessible(b)

  await panel.getByRole('radio', { name: /Yours/ }).check()
  await b.getByRole('button', { name: 'Save changes' }).click()
  await expect(card(investor, name)).toContainText('4 %')
  await expect(card(investor, name)).toContainText('45 days')
  await expect(a.getByLabel('Description')).toHaveValue('Written by Ben.')
  await expect(panel).toBeHidden()
  await expect(history(b).first()).toContainText('3.5 % → 4 %')
  await expect(history(a)).toHaveCount(3)

  await a.getByRole('button', { name: 'Delete…' }).click()
  await expect(a.getByRole('dialog')).toContainText('Nobody has an active investment')
  await expectAccessible(a)
  await a.getByRole('button', { name: 'Keep it' }).click()
  await expect(a.getByRole('button', { name: 'Delete…' })).toBeFocused()
  await a.keyboard.press('Enter')
  await a.getByRole('button', { name: 'Delete plan' }).click()
  await expect(card(investor, name)).toHaveCount(0)
  await expect(b.getByText('This plan has been deleted')).toBeVisible()
  await expect(b.getByText(`By ${asha.email}.`)).toBeVisible()

  await b.getByRole('button', { name: 'Restore version 2' }).click()
  await b.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await expect(card(investor, name)).toContainText('3.5 %')
  await expect(a.getByLabel('Return (%)')).toHaveValue('3.5')
  await expect(toast(a).filter({ hasText: `Plan restored by ${ben.email}` })).toBeVisible()
  await expect(history(a).first()).toContainText('Version 2 restored')
})

test('new terms say how many running investments they change, and change them', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const plan = await newPlan(sql)
  const investors = [await newPerson(), await newPerson()]
  for (const { id } of [...investors, ...investors.slice(0, 1)]) await invest(sql, id, plan.id)
  const mine = await openAs(investors[0] as Person, '/plans/mine')
  const admin = await openAs(await newPerson({ role: 'admin' }), `/admin/plans/${plan.id}`)
  for (const page of [mine, admin]) await untilLive(page)

  await fill(admin, { 'Return (%)': '4' })
  await admin.getByRole('button', { name: 'Save changes' }).click()
  const dialog = admin.getByRole('dialog')
  await expect(dialog).toContainText('3 active investments of 2 investors take over the new terms')
  await expectAccessible(admin)
  await dialog.getByRole('button', { name: 'Save and change them' }).click()
  await expect(dialog).toBeHidden()
  await expect(mine.getByRole('listitem').filter({ hasText: plan.name }).first()).toContainText('4 %')

  await admin.getByRole('button', { name: 'Delete…' }).click()
  await expect(dialog).toContainText('3 active investments of 2 investors end as cancelled')
  await invest(sql, (investors[1] as Person).id, plan.id)
  await expect(dialog).toContainText('4 active investments of 2 investors end as cancelled')
  await dialog.getByRole('button', { name: 'Delete plan' }).click()
  await expect(toast(admin).filter({ hasText: '4 investments were cancelled' })).toBeVisible()
  await expect(mine.getByText('Ended (2)')).toBeVisible()
})

test('the table and a form that is open follow SQL, REST and Studio, and history says so', async ({
  app,
  newBrowser,
  newPerson,
  openAs,
  sql,
}) => {
  const admin = await newPerson({ role: 'admin' })
  const plan = await newPlan(sql)
  const table = await openAs(admin, `/admin/plans?search=${plan.name}`)
  const form = await openAs(admin, `/admin/plans/${plan.id}`)
  for (const page of [table, form]) await untilLive(page)
  const row = table.getByRole('row').filter({ hasText: plan.name })
  await fill(form, { Description: 'Typed meanwhile.' })

  await sql('update public.plans set roi_percent = 3.5 where id = $1', [plan.id])
  await expect(row).toContainText('3.5 %')
  await expect(form.getByLabel('Return (%)')).toHaveValue('3.5')
  await expect(toast(form).filter({ hasText: 'Plan updated in SQL or the dashboard' })).toBeVisible()

  await fetch(`${app.status.api_url}/rest/v1/plans?id=eq.${plan.id}`, {
    method: 'PATCH',
    headers: {
      apikey: app.status.secret_key,
      authorization: `Bearer ${app.status.secret_key}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ duration_days: 45 }),
  })
  await expect(row).toContainText('45 days')
  await expect(form.getByLabel('Duration (days)')).toHaveValue('45')

  const studio = await (await newBrowser({ viewport: { width: 1400, height: 5000 } })).newPage()
  await studio.goto(app.status.studio_url)
  await studio.getByRole('link', { name: 'plans', exact: true }).click()
  await studio.getByRole('combobox').last().selectOption('100 rows')
  await studio
    .getByRole('row')
    .filter({ hasText: plan.id })
    .getByRole('gridcell', { name: '45', exact: true })
    .dblclick()
  await studio.keyboard.press('ControlOrMeta+A')
  await studio.keyboard.type('60')
  await studio.keyboard.press('Enter')
  await expect(row).toContainText('60 days')

  await expect(form.getByRole('region', { name: 'SQL / dashboard saved this meanwhile' })).toBeVisible()
  await expect(form.getByLabel('Description')).toHaveValue('Typed meanwhile.')
  await expect(history(form)).toHaveCount(4)
  for (const entry of (await history(form).all()).slice(0, 3))
    await expect(entry).toContainText('SQL / dashboard')
  await form.getByRole('button', { name: 'Save changes' }).click()
  await expect(history(form).first()).toContainText('You')

  await sql('delete from public.plans where id = $1', [plan.id])
  await expect(row).toHaveCount(0)
  await expect(
    table.getByRole('region', { name: 'Deleted' }).getByRole('link', { name: plan.name }),
  ).toBeVisible()
})

test('a save that is too late is refused by SQL, and nothing is lost', async ({ newPerson, openAs, sql }) => {
  const plan = await newPlan(sql)
  const page = await openAs(await newPerson({ role: 'admin' }), `/admin/plans/${plan.id}`)
  await untilLive(page)
  await fill(page, { Name: `${plan.name} mine` })
  // Someone else is faster by the length of this request.
  let isFirst = true
  await page.context().route(`**/admin/plans/${plan.id}`, async (route) => {
    if (isFirst && route.request().postData()?.includes('"patch"')) {
      isFirst = false
      await sql('update public.plans set name = $2 where id = $1', [plan.id, `${plan.name} theirs`])
    }
    await route.continue()
  })
  await page.getByRole('button', { name: 'Save changes' }).click()
  const choice = page.getByRole('group', { name: /Name/ })
  await expect(choice).toContainText(`${plan.name} theirs`)
  await choice.getByRole('radio', { name: /Yours/ }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${plan.name} mine` })).toBeVisible()
  const versions = await sql('select version, name from public.plans where id = $1', [plan.id])
  expect(versions).toEqual([{ version: 3, name: `${plan.name} mine` }])
})

test('the table is searched, sorted, filtered and walked through by keyboard, and the address keeps it', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const word = `Walk-${crypto.randomUUID().slice(0, 8)}`
  for (const [suffix, roi] of [
    ['A', 2],
    ['B', 9],
    ['C', 4],
  ] as const) {
    await sql(
      `insert into public.plans (name, roi_percent, duration_days, min_amount, max_amount, is_active)
       values ($1, $2, 30, 100000, 5000000, $3)`,
      [`${word} ${suffix}`, roi, suffix !== 'C'],
    )
  }
  const page = await openAs(await newPerson({ role: 'admin' }), '/admin/plans')
  await untilLive(page)
  const names = page.locator('tbody a')
  await page.keyboard.press('/')
  await page.keyboard.type(word)
  await expect(names).toHaveText([`${word} A`, `${word} B`, `${word} C`])
  await page.getByRole('link', { name: 'Return' }).click()
  await expect(names).toHaveText([`${word} B`, `${word} C`, `${word} A`])
  await expect(page.getByRole('columnheader', { name: 'Return' })).toHaveAttribute('aria-sort', 'descending')
  await page.getByLabel('Status').selectOption('active')
  await expect(names).toHaveText([`${word} B`, `${word} A`])
  await expect(page).toHaveURL(new RegExp(`search=${word}&status=active&sort=-roi`))
  await page.reload()
  await expect(names).toHaveText([`${word} B`, `${word} A`])

  await names.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(names.last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `${word} A` })).toBeVisible()
  await page.goBack()
  await expect(names).toHaveText([`${word} B`, `${word} A`])

  await untilLive(page)
  await page.getByRole('button', { name: `Withdraw ${word} A` }).click()
  await expect(names).toHaveText([`${word} B`])
  await page.getByLabel('Status').selectOption('all')
  await page.getByRole('button', { name: `Offer ${word} A` }).click()
  await expect(page.getByRole('button', { name: `Withdraw ${word} A` })).toBeVisible()
})

test('plans go out as a file and come back in as others, with each mistake named', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const word = `File-${crypto.randomUUID().slice(0, 8)}`
  const taken = await newPlan(sql, `${word} =taken`)
  const page = await openAs(await newPerson({ role: 'admin' }), `/admin/plans?search=${word}`)
  await untilLive(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^plans-\d{4}-\d\d-\d\d\.csv$/)
  const exported = await textOf(download)
  expect(exported.trim().split('\r\n')).toEqual([
    'name,description,roi_percent,duration_days,min_amount,max_amount,currency,is_active',
    `${taken.name},,2.5,30,1000,50000,INR,true`,
  ])

  await page.getByRole('link', { name: 'Import' }).click()
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Template' }).click(),
  ])
  expect(await textOf(template)).toContain('Harvest Fund')

  const good = Array.from({ length: 60 }, (_, index) => `${word} ${index},,1.5,10,100,1000,INR,false`)
  const lines = [exported.trim(), ...good, `${word} bad,,x,10,100,1000,INR,false`]
  await page.getByLabel(/Choose a CSV file/).setInputFiles({
    name: 'plans.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  })
  await expect(page.getByText('60 rows can be imported, 2 cannot')).toBeVisible()
  const mistakes = page.getByRole('list', { name: 'Rows with mistakes' })
  await expect(mistakes).toContainText('Another plan has this name.')
  await expect(mistakes.getByRole('listitem').filter({ hasText: 'Row 63' }).first()).toContainText(
    'roi_percent',
  )
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Import the 60 good rows' }).click()
  await expect(page.getByText('60 plans imported')).toBeVisible()
  const [made] = await sql('select count(*)::int as number from public.plans where name like $1', [
    `${word} %`,
  ])
  expect(made?.number).toBe(61)
})

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

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value)
}

function card(page: Page, name: string) {
  return page.getByRole('listitem').filter({ hasText: name })
}

function history(page: Page) {
  return page.getByTestId('plan-history').getByRole('listitem')
}

async function expectAccessible(page: Page): Promise<void> {
  // A dialog that still fades in has no contrast yet.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(
    violations.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map((node) => node.target) })),
  ).toEqual([])
}

async function newPlan(
  sql: Sql,
  name = `Plan-${crypto.randomUUID()}`,
): Promise<{ id: string; name: string }> {
  const [plan] = await sql(
    `insert into public.plans (name, roi_percent, duration_days, min_amount, max_amount)
     values ($1, 2.5, 30, 100000, 5000000) returning id, name`,
    [name],
  )
  return plan as { id: string; name: string }
}

async function invest(sql: Sql, userId: string, planId: string): Promise<void> {
  await sql('insert into public.user_plans (user_id, plan_id, amount) values ($1, $2, 200000)', [
    userId,
    planId,
  ])
}

async function textOf(download: { createReadStream: () => Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
