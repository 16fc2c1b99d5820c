import { expect, test } from '../support/e2e.ts'
import { expectAccessible, newPlan } from '../support/plan-screens.ts'
import { untilLive } from '../support/sync-status.ts'

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

async function textOf(download: { createReadStream: () => Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
