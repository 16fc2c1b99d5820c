import { expect, inject, test } from 'vitest'
import { clientAs } from '../support/api-clients'
import { callRoute, type RouteFile, serveStack } from '../support/call-route'
import { database } from '../support/database'
import { createPlan } from '../support/factories'
import { signUpPerson } from '../support/people'
import { readEvents } from '../support/read-events'
import { until } from '../support/until'

const stack = inject('stack')
serveStack(stack)

const route = (await import('@/app/api/plans/subscribe/route')) as RouteFile

const READERS = 50
const VIEWERS = 25
const EDITS = 40

/** `npm run bench -- plans` does the same with 1,000 and 500, and with a watch in its hand. */
test('fifty streams and twenty-five sockets: none misses a version or the final state while an admin edits', async () => {
  const plan = await createPlan()
  const people = await Promise.all(Array.from({ length: 5 }, () => signUpPerson(stack)))
  const readers = await Promise.all(
    Array.from({ length: READERS }, async (_, at) => {
      const token = at % 2 === 0 ? null : (people[at % people.length]?.accessToken ?? null)
      return readEvents(await callRoute(route, 'GET', { token, query: `?planId=${plan.id}` }))
    }),
  )
  for (const reader of readers) await reader.next('CONNECTED')

  const seen: number[] = Array.from({ length: VIEWERS }, () => 0)
  const clients = seen.map((_, at) => clientAs(stack, people[at % people.length]?.accessToken))
  let flowing = 0
  clients.forEach((client, at) => {
    client
      .channel('plans')
      .on('postgres_changes', { event: '*', schema: 'public', table: 'plans' }, ({ new: row }) => {
        if (Reflect.get(row, 'id') === plan.id) seen[at] = Number(Reflect.get(row, 'version'))
      })
      .on('system', {}, ({ status }) => {
        if (status === 'ok') flowing += 1
      })
      .subscribe()
  })
  await until(() => flowing === VIEWERS, { withinMs: 30_000, what: 'all sockets to be live' })

  for (let edit = 0; edit < EDITS; edit++) {
    await database.query('update plans set roi_percent = 1 + $2::numeric / 1000 where id = $1', [
      plan.id,
      edit,
    ])
  }

  const versions = Array.from({ length: EDITS }, (_, index) => index + 2)
  for (const { events } of readers) {
    const told = () =>
      events.flatMap(({ data }) => (data.planData as { version: number } | null)?.version ?? []).slice(1)
    await until(() => told().length >= EDITS, { withinMs: 30_000, what: 'every version' })
    expect(told()).toEqual(versions)
  }
  await until(() => seen.every((version) => version === EDITS + 1), {
    withinMs: 30_000,
    what: 'the final version',
  })
  for (const reader of readers) await reader.cancel()
  await Promise.all(clients.map((client) => client.removeAllChannels()))
}, 120_000)
