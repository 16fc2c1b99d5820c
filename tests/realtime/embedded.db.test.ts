import fc from 'fast-check'
import { afterEach, expect, inject, test } from 'vitest'
import { addBySql } from '../support/credit-calls'
import { database, rowOf } from '../support/database'
import { createCredits } from '../support/factories'
import { type Person, signUpPerson } from '../support/people'
import { until } from '../support/until'
import { openBrowser, type RealBrowser, type RealTab } from './real-tabs'

/** The core on the real server: Postgres, row security, REST and sockets of the embedded stack. */
const stack = inject('stack')

const browsers: RealBrowser[] = []

afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close()
})

/** A tab in a browser of its own. */
async function openTab(person: Person): Promise<RealTab> {
  const browser = await openBrowser(stack, person)
  browsers.push(browser)
  return browser.open()
}

const isLive = ({ store }: RealTab) => store.getSnapshot().status === 'live'
const credits = ({ store }: RealTab) => store.getSnapshot().data?.credits

async function balanceOf(person: Person): Promise<number> {
  const { sum } = await rowOf<{ sum: string }>(
    database,
    `select sum(credits) from user_credits where user_id = $1 and status = 'active'`,
    [person.id],
  )
  return Number(sum)
}

test('a change in SQL is on screen in every tab of its owner, and read in nobody else’s', async () => {
  const [anna, bert] = await Promise.all([signUpPerson(stack), signUpPerson(stack)])
  await Promise.all([createCredits(anna.id, { credits: 100 }), createCredits(bert.id, { credits: 1 })])
  const tabs = [await openTab(anna), await openTab(anna)]
  const stranger = await openTab(bert)
  for (const tab of [...tabs, stranger]) await until(() => isLive(tab), { what: 'a live view' })
  const before = stranger.reads()
  await addBySql(anna.id, 10)
  for (const tab of tabs) await until(() => credits(tab) === 110, { what: 'the new balance' })
  // Delivered in the order of commits: when this one has come, the other would have, too.
  await addBySql(bert.id, 1)
  await until(() => credits(stranger) === 2, { what: 'the own change' })
  expect(stranger.reads() - before).toBeLessThanOrEqual(2)
})

test('a burst of 100 changes costs few reads', async () => {
  const person = await signUpPerson(stack)
  await createCredits(person.id, { credits: 1 })
  const tab = await openTab(person)
  await until(() => isLive(tab), { what: 'a live view' })
  const before = tab.reads()
  await database.query(
    `do $$ begin for i in 1..100 loop
       update public.user_credits set credits = credits + 1 where user_id = '${person.id}'; commit;
     end loop; end $$`,
  )
  await until(() => credits(tab) === 101, { what: 'the last change' })
  await until(() => isLive(tab), { what: 'a live view' })
  expect(tab.reads() - before).toBeLessThanOrEqual(4)
})

test('random writes and cut sockets: every tab ends at what Postgres says', async () => {
  const person = await signUpPerson(stack)
  await createCredits(person.id, { credits: 100 })
  const tabs = [await openTab(person), await openTab(person)]
  const tick = fc.record({
    writes: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    cuts: fc.array(fc.nat(1), { maxLength: 1 }),
    pauseMs: fc.nat(40),
  })
  const property = fc.asyncProperty(fc.array(tick, { minLength: 2, maxLength: 8 }), async (ticks) => {
    for (const { writes, cuts, pauseMs } of ticks) {
      for (const tab of cuts) tabs[tab]?.cutSocket()
      for (const delta of writes) await addBySql(person.id, delta)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    const balance = await balanceOf(person)
    for (const tab of tabs) {
      await until(() => isLive(tab) && credits(tab) === balance, {
        what: `a live view of ${balance} credits`,
      })
    }
  })
  await fc.assert(property, { numRuns: 15 })
})
