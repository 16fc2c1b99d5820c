import { balance, expect, test } from '../support/e2e.ts'
import { untilLive } from '../support/sync-status.ts'

test('a spend shows at once, and stays', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  await page.getByLabel('Amount').fill('30')
  await page.getByLabel('For', { exact: true }).fill('Captions')
  await page.getByRole('button', { name: 'Spend', exact: true }).click()
  await expect(balance(page)).toHaveText('70')
  await expect(page.getByTestId('ledger').getByRole('listitem').first()).toContainText('Captions')
  await expect(page.getByText('Saving…')).toHaveCount(0)
  expect(await creditsOf(sql, person.id)).toBe(70)
})

test('a spend that the database refuses is rolled back and explained', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  await untilLive(page)

  // Someone else spends first, and this page has not heard of it yet: its next action meets an empty account.
  await page.routeWebSocket(/./, () => undefined)
  await page.context().route('**/credits', async (route) => {
    if (route.request().method() === 'POST') {
      await sql("update public.user_credits set credits = 5 where user_id = $1 and status = 'active'", [
        person.id,
      ])
    }
    await route.continue()
  })
  await page.getByLabel('Amount').fill('30')
  await page.getByLabel('For', { exact: true }).fill('Captions')
  await page.getByRole('button', { name: 'Spend', exact: true }).click()

  await expect(page.getByRole('alert').filter({ hasText: /not enough|only/i })).toBeVisible()
  await expect(balance(page)).toHaveText('5')
  expect(await creditsOf(sql, person.id)).toBe(5)
})

test('a double click spends once', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  await page.getByLabel('Amount').fill('30')
  await page.getByLabel('For', { exact: true }).fill('Captions')
  await page.getByRole('button', { name: 'Spend', exact: true }).dblclick()
  await expect(balance(page)).toHaveText('70')
  await expect(page.getByText('Saving…')).toHaveCount(0)
  await expect(page.getByTestId('ledger').getByRole('listitem')).toHaveCount(2)
  expect(await creditsOf(sql, person.id)).toBe(70)
})

test('a declined test card buys nothing', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 10 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  await page.getByRole('button', { name: /^Buy / }).first().click()
  await page.getByLabel(/Declined/).check()
  await page.getByRole('button', { name: /^Pay .*\(test\)/ }).click()
  await expect(page.getByText('The test card was declined')).toBeVisible()
  expect(await creditsOf(sql, person.id)).toBe(10)
})

test('a membership is bought, shown, and cancelled', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson(), '/credits')
  await untilLive(page)
  await page.getByRole('button', { name: 'Join Creator monthly' }).click()
  await page.getByRole('button', { name: /^Pay .*\(test\)/ }).click()
  await expect(balance(page)).toHaveText('300')
  await page.getByRole('button', { name: 'Cancel membership' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel membership' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText('Cancelled', { exact: false }).first()).toBeVisible()
})

type Sql = (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>

async function creditsOf(sql: Sql, userId: string): Promise<number> {
  const [row] = await sql(
    "select sum(credits) as credits from public.user_credits where user_id = $1 and status = 'active'",
    [userId],
  )
  return Number(row?.credits)
}
