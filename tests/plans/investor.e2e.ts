import { expect, test, toast } from '../support/e2e.ts'
import { card, newPlan } from '../support/plan-screens.ts'
import { ALL_ROWS_IN_SIGHT, editInStudio } from '../support/studio.ts'
import { untilLive } from '../support/sync-status.ts'

test('an edit made in SQL is on every open page of it, marked with what was before', async ({
  newPerson,
  newBrowser,
  openAs,
  sql,
}) => {
  const plan = await newPlan(sql)
  const person = await newPerson()
  const list = await openAs(person, '/plans')
  const phone = await openAs(person, `/plans/${plan.id}`, { viewport: { width: 390, height: 844 } })
  const visitor = await (await newBrowser()).newPage()
  await visitor.goto('/plans')
  for (const page of [list, phone, visitor]) await untilLive(page)

  await sql('update public.plans set roi_percent = 3.5 where id = $1', [plan.id])

  for (const place of [card(list, plan.name), phone.getByTestId('plan-return'), card(visitor, plan.name)]) {
    await expect(place).toContainText('was 2.5 % → , now 3.5 %')
  }
  await expect(list.getByText(`${plan.name}: return 2.5 % → 3.5 %.`)).toBeAttached()
  await expect(phone.getByTestId('plan-return')).toHaveText('3.5 %', { timeout: 10_000 })
})

test('a plan edited in Studio changes on the open page', async ({
  app,
  newBrowser,
  newPerson,
  openAs,
  sql,
}) => {
  const plan = await newPlan(sql)
  const page = await openAs(await newPerson(), `/plans/${plan.id}`)
  await untilLive(page)

  const studio = await (await newBrowser({ viewport: ALL_ROWS_IN_SIGHT })).newPage()
  await editInStudio(studio, {
    url: app.status.studio_url,
    table: 'plans',
    row: plan.id,
    from: '30',
    to: '45',
  })

  await expect(page.getByText('was 30 days → , now 45 days').first()).toBeVisible()
})

test('an investor invests, and the investment follows the plan until that is deleted', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const plan = await newPlan(sql)
  const person = await newPerson()
  const page = await openAs(person, `/plans/${plan.id}`)
  const mine = await openAs(person, '/plans/mine')
  for (const screen of [page, mine]) await untilLive(screen)
  await expect(mine.getByText('Nothing invested yet')).toBeVisible()

  await page.getByLabel('Amount in INR').fill('10,000')
  await expect(page.getByTestId('preview-total')).toHaveText('₹10,250')
  await page.getByRole('button', { name: 'Invest ₹10,000' }).click()
  await expect(toast(page)).toContainText('₹10,000 invested')
  const held = card(mine, plan.name)
  await expect(held).toContainText('₹10,000')
  await expect(held).toContainText('₹250')

  await sql('update public.plans set roi_percent = 4, duration_days = 60 where id = $1', [plan.id])
  await expect(held).toContainText('₹400')
  await expect(held).toContainText('60 days')

  await sql('delete from public.plans where id = $1', [plan.id])
  await expect(mine.getByText('Ended (1)')).toBeVisible()
  await expect(held).toContainText('Cancelled')
  await expect(page.getByText('This plan is no longer offered')).toBeVisible()
  await page.reload()
  await expect(page.getByText('This plan is no longer offered')).toBeVisible()
})

test('a double click invests once', async ({ newPerson, openAs, sql }) => {
  const plan = await newPlan(sql)
  const person = await newPerson()
  const page = await openAs(person, `/plans/${plan.id}`)
  await untilLive(page)
  await page.getByRole('button', { name: 'Invest ₹1,000' }).dblclick()
  await expect(page.getByRole('region', { name: 'Your investments in this plan' })).toBeVisible()
  const [row] = await sql('select count(*)::int as number from public.user_plans where user_id = $1', [
    person.id,
  ])
  expect(row?.number).toBe(1)
})

test('terms that change in the moment of pressing are not accepted unseen', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const plan = await newPlan(sql)
  const person = await newPerson()
  const page = await openAs(person, `/plans/${plan.id}`)
  await untilLive(page)
  // An admin is faster by the length of this request.
  let isFirst = true
  await page.context().route(`**/plans/${plan.id}`, async (route) => {
    if (isFirst && route.request().postData()?.includes('planVersion')) {
      isFirst = false
      await sql('update public.plans set roi_percent = 1.5 where id = $1', [plan.id])
    }
    await route.continue()
  })
  await page.getByRole('button', { name: 'Invest ₹1,000' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'The terms have just changed: 1.5 %' }),
  ).toBeVisible()
  await expect(page.getByTestId('preview-total')).toHaveText('₹1,015')
  await page.getByRole('button', { name: 'Invest ₹1,000' }).click()
  await expect(toast(page)).toContainText('₹1,000 invested')
})

test('whoever follows a plan is told of its change, and nobody else', async ({ newPerson, openAs, sql }) => {
  const plan = await newPlan(sql)
  const person = await newPerson()
  const page = await openAs(person, `/plans/${plan.id}`)
  const secondTab = await page.context().newPage()
  await secondTab.goto('/plans')
  for (const screen of [page, secondTab]) await untilLive(screen)

  await page.getByRole('button', { name: 'Follow' }).click()
  await expect(page.getByRole('button', { name: 'Following' })).toBeVisible()
  await expect(card(secondTab, plan.name).getByText('Followed')).toBeAttached()
  await sql('update public.plans set duration_days = 31 where id = $1', [plan.id])
  const [told] = await sql('select message from public.notifications where user_id = $1', [person.id])
  expect(told?.message).toBe('Duration: 30 → 31 days')

  await page.getByRole('button', { name: 'Following' }).click()
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible()
  await sql('update public.plans set duration_days = 32 where id = $1', [plan.id])
  expect(await sql('select 1 from public.notifications where user_id = $1', [person.id])).toHaveLength(1)
})

test('two who look at a plan see how many they are', async ({ newPerson, openAs, sql }) => {
  const plan = await newPlan(sql)
  const first = await openAs(await newPerson(), `/plans/${plan.id}`)
  await expect(first.getByText('Only you are watching')).toBeVisible()
  await openAs(await newPerson(), `/plans/${plan.id}`)
  await expect(first.getByText('2 watching')).toBeVisible()
})

test('a visitor reads live plans, is asked to sign in to invest, and comes back', async ({
  newBrowser,
  newPerson,
  sql,
}) => {
  const plan = await newPlan(sql)
  const person = await newPerson()
  const page = await (await newBrowser()).newPage()
  await page.goto(`/plans?search=${plan.name}`)
  await card(page, plan.name).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: plan.name })).toBeVisible()
  await untilLive(page)
  await sql('update public.plans set is_active = false where id = $1', [plan.id])
  await expect(page.getByText('This plan is no longer offered')).toBeVisible()
  await sql('update public.plans set is_active = true where id = $1', [plan.id])

  await page.getByRole('link', { name: 'Sign in to invest' }).click()
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Invest ₹1,000' })).toBeVisible()
})

test('a plan that never was is not found, and one’s own plans need a session', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage()
  const response = await page.goto(`/plans/${crypto.randomUUID()}`)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  expect([200, 404]).toContain(response?.status())
  await page.goto('/plans/mine')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fplans%2Fmine/)
})
