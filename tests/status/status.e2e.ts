import { expect, test } from '../support/e2e.ts'
import { untilLive } from '../support/sync-status.ts'

const ADD = "update public.user_credits set credits = credits + $2 where user_id = $1 and status = 'active'"

test('the self-check ends well, and a change shows the way it took', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson()
  const page = await openAs(person, '/status')
  await expect(page.getByText('All is well: what commits is on this screen.')).toBeVisible()
  const events = page.getByRole('region', { name: 'Last events' }).getByRole('row')
  await expect(events.filter({ hasText: 'profiles' })).toHaveCount(1)
  await sql('update public.profiles set display_name = $2 where id = $1', [person.id, 'Somebody Else'])
  await expect(events.filter({ hasText: 'profiles' })).toHaveCount(2)
  await expect(events.filter({ hasText: 'profiles' }).first()).toContainText(/\d+ ms\d+ ms\d+ ms/)
  await expect(page.getByRole('region', { name: 'Channels' })).toContainText(`id=eq.${person.id}`)
})

test('a blocked socket is named', async ({ newPerson, newBrowser, enterAs }) => {
  const page = await (await newBrowser()).newPage()
  await page.routeWebSocket(/\/realtime\/v1\/websocket/, (socket) => void socket.close({ code: 1011 }))
  await enterAs(page, await newPerson(), '/status')
  const verdict = page.getByRole('alert').filter({ hasText: 'WebSocket does not open' })
  await expect(verdict).toBeVisible({ timeout: 20_000 })
})

test('the inspector opens beside any page, and is not loaded before', async ({ newPerson, openAs, sql }) => {
  const person = await newPerson({ credits: 10 })
  const page = await openAs(person, '/credits')
  await untilLive(page)
  const drawer = page.getByRole('complementary', { name: 'Live inspector' })
  await expect(drawer).toBeHidden()
  await page.keyboard.press('Alt+Shift+KeyD')
  await expect(drawer.getByRole('region', { name: 'Channels' })).toContainText('user_credits')
  await sql(ADD, [person.id, 5])
  await expect(drawer.getByRole('region', { name: 'Last events' })).toContainText('user_credits')
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()

  await page.getByRole('button', { name: /^Account menu/ }).click()
  await page.getByRole('button', { name: /^Live inspector/ }).click()
  await expect(drawer).toBeVisible()
})

test('the status page is for those who are signed in', async ({ page }) => {
  await page.goto('/status')
  await expect(page).toHaveURL('/sign-in?next=%2Fstatus')
})
