import type { Page } from '@playwright/test'
import { balance, expect, test, toast } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { ALL_ROWS_IN_SIGHT, editInStudio } from '../support/studio.ts'
import { untilLive } from '../support/sync-status.ts'

const ADD_TEN =
  "update public.user_credits set credits = credits + 10 where user_id = $1 and status = 'active'"

test('a balance changed in SQL moves on every open screen', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const laptop = await openAs(person, '/credits')
  const phone = await openAs(person, '/credits', { viewport: { width: 390, height: 844 } })
  const secondTab = await laptop.context().newPage()
  await secondTab.goto('/credits')
  const screens = [laptop, phone, secondTab]
  for (const screen of screens) {
    await untilLive(screen)
    await expectState(screen, { credits: '100', entries: 1 })
  }

  await sql(ADD_TEN, [person.id])

  for (const screen of screens) {
    await expectState(screen, { credits: '110', entries: 2, lastChange: '+10' })
    await expect(toast(screen)).toContainText('+10')
  }
})

test('rows that SQL adds and removes are on screen too', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  await untilLive(page)

  await sql('insert into public.user_credits (user_id, credits) values ($1, 25)', [person.id])
  await expectState(page, { credits: '125', entries: 2, lastChange: '+25' })

  await sql('delete from public.user_credits where user_id = $1 and credits = 25', [person.id])
  await expectState(page, { credits: '100', entries: 3, lastChange: '−25' })

  await sql("insert into public.user_credits (user_id, credits, status) values ($1, 9, 'expired')", [
    person.id,
  ])
  await expect(page.getByText('Ended (1)')).toBeVisible()
  await sql("delete from public.user_credits where user_id = $1 and status = 'expired'", [person.id])
  await expectState(page, { credits: '100', entries: 4, lastChange: 'Removed' })
  await expect(page.getByText('Ended (1)')).toBeHidden()
})

test('a burst of a hundred changes ends at the right number', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  for (let change = 0; change < 100; change++) {
    await sql('update public.user_credits set credits = credits + 1 where user_id = $1', [person.id])
  }
  await expect(balance(page)).toHaveText('200')
})

test('an administrator grants and corrects, and the creator sees it at once', async ({
  newPerson,
  openAs,
}) => {
  const creator = await newPerson({ credits: 100 })
  const admin = await newPerson({ role: 'admin' })
  const creatorPage = await openAs(creator, '/credits')
  await untilLive(creatorPage)

  const desk = await openAs(admin, '/admin/credits')
  await openCreator(desk, creator)
  const grant = desk.getByRole('form', { name: 'Grant' })
  await grant.getByLabel('Amount').fill('40')
  await grant.getByLabel('Reason').fill('Thanks for the workshop')
  await grant.getByRole('button').click()
  await expectState(creatorPage, { credits: '140', entries: 2, lastChange: '+40' })
  await expect(ledger(creatorPage).first()).toContainText('Thanks for the workshop')

  const correct = desk.getByRole('form', { name: 'Correct' })
  await correct.getByLabel('Change').fill('-15')
  await correct.getByLabel('Reason').fill('Counted twice')
  await correct.getByRole('button').click()
  await expectState(creatorPage, { credits: '125', entries: 3, lastChange: '−15' })
  await expect(balance(desk)).toHaveText('125')
})

test('a balance edited in Studio moves on the open screen', async ({
  app,
  newBrowser,
  newPerson,
  openAs,
}) => {
  const person = await newPerson({ credits: 100 })
  const page = await openAs(person, '/credits')
  await untilLive(page)

  const studio = await (await newBrowser({ viewport: ALL_ROWS_IN_SIGHT })).newPage()
  const cell = { table: 'user_credits', row: person.id, from: '100', to: '175' }
  await editInStudio(studio, { url: app.status.studio_url, ...cell })

  await expectState(page, { credits: '175', entries: 2, lastChange: '+75' })
  await expect(toast(page)).toContainText('+75')
})

test('another creator sees nothing of it', async ({ newPerson, openAs, sql }) => {
  const [owner, other] = [await newPerson({ credits: 100 }), await newPerson({ credits: 7 })]
  const ownerPage = await openAs(owner, '/credits')
  const otherPage = await openAs(other, '/credits')
  const frames: string[] = []
  otherPage.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => frames.push(String(payload)))
  })
  await otherPage.reload()
  await untilLive(ownerPage)
  await untilLive(otherPage)

  await sql(ADD_TEN, [owner.id])
  await expect(balance(ownerPage)).toHaveText('110')
  // Events come in the order of their commits, so this one closes the list of what could have arrived.
  await sql(ADD_TEN, [other.id])
  await expect(balance(otherPage)).toHaveText('17')

  await expect(ledger(otherPage)).toHaveCount(2)
  expect(frames.filter((frame) => frame.includes(owner.id))).toEqual([])
})

type Expected = { credits: string; entries: number; lastChange?: string }

/** The number, the ledger and the chart say the same. */
async function expectState(page: Page, { credits, entries, lastChange }: Expected): Promise<void> {
  await expect(balance(page)).toHaveText(credits)
  await expect(ledger(page)).toHaveCount(entries)
  if (lastChange !== undefined) await expect(ledger(page).first()).toContainText(lastChange)
  const chart = page.getByRole('slider', { name: 'Moment in the history of the balance' })
  await expect(chart).toHaveAttribute('aria-valuetext', new RegExp(`^${credits} credits`))
}

function ledger(page: Page) {
  return page.getByTestId('ledger').getByRole('listitem')
}

async function openCreator(desk: Page, creator: Person): Promise<void> {
  await desk.getByRole('searchbox').fill(creator.email)
  await expect(desk).toHaveURL(/search=/)
  await desk.getByRole('link', { name: new RegExp(creator.displayName) }).click()
}
