import type { Page } from '@playwright/test'
import { expect, test, toast } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { card, expectAccessible, fill, history, invest, newPlan } from '../support/plan-screens.ts'
import { ALL_ROWS_IN_SIGHT, editInStudio } from '../support/studio.ts'
import { untilLive } from '../support/sync-status.ts'

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
  await expect(tale(b, name, `Plan created by ${asha.email}`)).toBeVisible()
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
  await expect(tale(b, name, `Plan updated by ${asha.email}`)).toBeVisible()

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
  await expect(tale(a, name, `Plan restored by ${ben.email}`)).toBeVisible()
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
  await expect(card(mine, plan.name).first()).toContainText('4 %')

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
  await expect(tale(form, plan.name, 'Plan updated in SQL or the dashboard')).toBeVisible()

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

  const studio = await (await newBrowser({ viewport: ALL_ROWS_IN_SIGHT })).newPage()
  await editInStudio(studio, {
    url: app.status.studio_url,
    table: 'plans',
    row: plan.id,
    from: '45',
    to: '60',
  })
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

/** The toast that tells of one plan: administrators hear of those of other tests, too. */
function tale(page: Page, planName: string, words: string) {
  return toast(page).filter({ hasText: planName }).filter({ hasText: words })
}
