import type { Page, Request } from '@playwright/test'
import { expect, test } from '../support/e2e.ts'
import type { Person } from '../support/people.ts'
import { untilLive } from '../support/sync-status.ts'
import { until } from '../support/until.ts'

test('an admin changes a role, and another admin sees it without a reload', async ({ newPerson, openAs }) => {
  const [admin, other] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const person = await newPerson()
  const watching = await openAs(other, addressOf(person))
  await untilLive(watching)

  const page = await openAs(admin, addressOf(person))
  await roleOf(page, person).selectOption('teacher')
  await expect(roleOf(watching, person)).toHaveValue('teacher')
})

test('the list follows a row changed by SQL, also while it is searched', async ({
  newPerson,
  openAs,
  sql,
}) => {
  const person = await newPerson()
  const page = await openPerson(await openAs(await newPerson({ role: 'admin' }), '/admin/users'), person)
  await untilLive(page)
  await sql("update public.profiles set display_name = 'Renamed in SQL', role = 'teacher' where id = $1", [
    person.id,
  ])
  await expect(page.getByText('Renamed in SQL', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Role of Renamed in SQL')).toHaveValue('teacher')
})

test('nobody raises a role by sending the request of an admin', async ({ newPerson, openAs, sql }) => {
  const [member, teacher, victim] = [
    await newPerson(),
    await newPerson({ role: 'teacher' }),
    await newPerson(),
  ]
  const admin = await openAs(await newPerson({ role: 'admin' }), addressOf(victim))
  const request = await captureRoleChange(admin, victim)
  const role = async (person: Person) =>
    (await sql('select role from public.profiles where id = $1', [person.id]))[0]?.role
  await until(async () => (await role(victim)) === 'teacher', { what: 'the role that the admin gave' })

  for (const attacker of [member, teacher]) {
    const before = await role(attacker)
    const page = await openAs(attacker, '/account')
    const body = request.postData()?.replaceAll(victim.id, attacker.id).replace('"teacher"', '"admin"')
    const response = await page
      .context()
      .request.post('/account', { headers: headersOf(request, page), data: body })
    expect(await response.text()).toContain('"forbidden"')
    expect(await role(attacker)).toBe(before)
  }
})

test('a changed password counts, and ends the sessions of other browsers', async ({ newPerson, openAs }) => {
  const person = await newPerson()
  const elsewhere = await openAs(person, '/account')
  const page = await openAs(person, '/account')
  await page.getByLabel('Current password').fill('not-this-one')
  await page.getByLabel('New password').fill('another-password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('This is not your password.')).toBeVisible()

  await page.getByLabel('Current password').fill(person.password)
  await page.getByLabel('New password').fill('another-password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed.')).toBeVisible()
  await page.reload()
  await expect(page).toHaveURL('/account')
  expect(await refreshStatus(elsewhere)).toBeGreaterThanOrEqual(400)
})

test('a browser without JavaScript can sign in, and is told what is wrong', async ({
  newPerson,
  newBrowser,
}) => {
  const person = await newPerson()
  const page = await (await newBrowser({ javaScriptEnabled: false })).newPage()
  await page.goto('/sign-in?next=/account')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('password is wrong')
  await expect(page.getByLabel('E-mail')).toHaveValue(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/account')
})

test('a way back that leads to another site is not followed', async ({ newPerson, openAs }) => {
  const page = await openAs(await newPerson(), '/account')
  await page.goto('/sign-in?next=//evil.example/credits')
  await expect(page).toHaveURL('/credits')
})

/** The list, searched for one person. */
function addressOf({ email }: Person): string {
  return `/admin/users?q=${email}`
}

async function openPerson(page: Page, person: Person): Promise<Page> {
  await page.getByRole('searchbox').fill(person.email)
  await page.getByRole('searchbox').press('Enter')
  await expect(page.locator('tbody tr')).toHaveCount(1)
  return page
}

function roleOf(page: Page, person: Person) {
  return page.getByLabel(`Role of ${person.displayName}`)
}

async function captureRoleChange(page: Page, person: Person): Promise<Request> {
  const sent = page.waitForRequest((request) => request.postData()?.includes('"teacher"') === true)
  await roleOf(page, person).selectOption('teacher')
  return sent
}

function headersOf(request: Request, page: Page): Record<string, string> {
  const { 'next-action': action = '', 'content-type': type = '' } = request.headers()
  return {
    accept: 'text/x-component',
    origin: new URL(page.url()).origin,
    'next-action': action,
    'content-type': type,
  }
}

/** What Auth answers to the refresh token that this browser holds. */
async function refreshStatus(page: Page): Promise<number> {
  const cookies = (await page.context().cookies()).filter(({ name }) => /^sb-.*-auth(\.\d+)?$/.test(name))
  const value = cookies
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((cookie) => cookie.value)
    .join('')
  const session = JSON.parse(Buffer.from(value.replace('base64-', ''), 'base64url').toString())
  const { supabaseUrl, publishableKey } = JSON.parse(
    (await page.locator('#rowcast-settings').textContent()) ?? '{}',
  )
  const response = await fetch(`${supabaseUrl}/auth/v1/token?grant_type=refresh_token`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: session.refresh_token }),
  })
  return response.status
}
