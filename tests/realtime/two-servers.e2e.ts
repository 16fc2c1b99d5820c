import { balance, expect, test } from '../support/e2e.ts'
import { type Cluster, startCluster } from '../support/second-server.ts'
import { openSignedIn } from '../support/session.ts'
import { untilLive } from '../support/sync-status.ts'

let cluster: Cluster

test.beforeAll(async ({ app }) => {
  test.setTimeout(180_000)
  cluster = await startCluster(app)
})
test.afterAll(() => cluster?.stop())

test('a page works whichever of two servers answers each request', async ({
  app,
  newPerson,
  newBrowser,
  sql,
}) => {
  test.slow()
  const person = await newPerson({ credits: 50 })
  const context = await newBrowser({ baseURL: cluster.url })
  const [first, second] = [await context.newPage(), await context.newPage()]
  await openSignedIn(first, { ...app, url: cluster.url }, person, '/credits')
  await second.goto('/credits')
  for (const page of [first, second]) await untilLive(page)

  const before = [...cluster.served]
  // Odd and even requests go to different servers, so each kind of request meets both.
  for (const left of [48, 46, 44, 42]) {
    await first.getByRole('button', { name: /Write a caption/ }).click()
    for (const page of [first, second]) await expect(balance(page)).toHaveText(String(left))
    await expect(first.getByText('Saving…')).toHaveCount(0)
  }
  await sql('update public.user_credits set credits = credits + 8 where user_id = $1', [person.id])
  for (const page of [first, second]) await expect(balance(page)).toHaveText('50')
  for (const which of [0, 1]) expect(cluster.served[which] ?? 0).toBeGreaterThan(before[which] ?? 0)

  const spends = await sql('select id from public.credit_transactions where user_id = $1 and delta = -2', [
    person.id,
  ])
  expect(spends).toHaveLength(4)
  await first.reload()
  await untilLive(first)
  await expect(balance(first)).toHaveText('50')
})

test('an event stream reaches its reader through either server', async ({ newPerson, sql }) => {
  const person = await newPerson({ credits: 50 })
  for (let time = 0; time < 2; time += 1) {
    const stream = await fetch(`${cluster.url}/api/credits/subscribe`, {
      headers: { authorization: `Bearer ${person.accessToken}` },
    })
    expect(stream.status).toBe(200)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    while (!heard.includes('CONNECTED')) heard += (await reader?.read())?.value ?? ''
    await sql('update public.user_credits set credits = credits + 1 where user_id = $1', [person.id])
    const changeAt = heard.length
    while (!heard.slice(changeAt).includes('event:')) heard += (await reader?.read())?.value ?? ''
    await reader?.cancel()
  }
})
