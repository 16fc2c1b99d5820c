import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { addBySql } from '../support/credit-calls'
import { createCredits } from '../support/factories'
import { signUpPerson } from '../support/people'
import { as, signedIn } from '../support/personas'
import { until } from '../support/until'
import { openBrowser, type RealBrowser, type RealTab } from './real-tabs'

/** As `tab-schedules.test.ts`, on the real Postgres, Auth and Realtime, and with a real clock: fewer, and shorter. */
const stack = inject('stack')
const RUNS = 15
const MOST_TABS = 3
/** `SEED=… npm test -- real-schedules` repeats a run, as far as a real clock allows. */
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31)

type Run = { userId: string; strangerId: string; browser: RealBrowser; tabs: RealTab[] }
type Step = { name: string; run: (run: Run) => unknown }

const step = (name: string, run: Step['run']) => fc.constant<Step>({ name, run })

/** Of the leader, or of the tab with this number. */
const ofTab = (name: string, act: (tab: RealTab, run: Run) => unknown) =>
  fc.record({ number: fc.nat(MOST_TABS - 1), isLeader: fc.boolean() }).map(
    ({ number, isLeader }): Step => ({
      name: `${name} ${isLeader ? 'leader' : number}`,
      run(run) {
        const leading = run.tabs.find(({ tab }) => tab === run.browser.leader())
        const tab = (isLeader ? leading : undefined) ?? run.tabs[number % Math.max(1, run.tabs.length)]
        if (tab) return act(tab, run)
      },
    }),
  )

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .integer({ min: 1, max: 5 })
        .map((delta): Step => ({ name: `add ${delta}`, run: ({ userId }) => addBySql(userId, delta) })),
    },
    { weight: 1, arbitrary: step('someone else writes', ({ strangerId }) => addBySql(strangerId, 1)) },
    {
      weight: 3,
      arbitrary: fc.integer({ min: 1, max: 250 }).map(
        (ms): Step => ({
          name: `wait ${ms}`,
          run: () => new Promise((resolve) => setTimeout(resolve, ms)),
        }),
      ),
    },
    { weight: 2, arbitrary: ofTab('cut the socket of', ({ cutSocket }) => cutSocket()) },
    { weight: 2, arbitrary: ofTab('close', (tab) => tab.close()) },
    { weight: 2, arbitrary: step('open', openTab) },
    { weight: 1, arbitrary: ofTab('freeze', ({ tab }) => tab.freeze()) },
    { weight: 1, arbitrary: ofTab('thaw', ({ tab }) => tab.thaw()) },
    { weight: 1, arbitrary: ofTab('hide', ({ page }) => page.set({ isVisible: false })) },
    { weight: 1, arbitrary: ofTab('show', ({ page }) => page.set({ isVisible: true })) },
    { weight: 1, arbitrary: ofTab('offline', ({ page }) => page.set({ isOnline: false })) },
    { weight: 2, arbitrary: ofTab('refresh the token in', ({ supabase }) => supabase.auth.refreshSession()) },
    { weight: 2, arbitrary: step('the token ends soon', ({ browser }) => browser.shortenToken(2)) },
  ),
  { minLength: 8, maxLength: 20 },
)

function openTab({ browser, tabs }: Run) {
  if (tabs.length < MOST_TABS) tabs.push(browser.open({ isSharing: true }))
}

test(`${RUNS} random schedules on the real stack (seed ${SEED}): every tab ends at what its reader may read`, {
  timeout: 300_000,
}, async () => {
  const [person, stranger] = await Promise.all([signUpPerson(stack), signUpPerson(stack)])
  await createCredits(person.id, { credits: 100 })
  await createCredits(stranger.id, { credits: 100 })

  const property = fc.asyncProperty(steps, async (schedule) => {
    const browser = await openBrowser(stack, person)
    const run: Run = { userId: person.id, strangerId: stranger.id, browser, tabs: [] }
    openTab(run)
    openTab(run)
    for (const { run: perform } of schedule) {
      await perform(run)
      run.tabs = run.tabs.filter(({ isOpen }) => isOpen())
    }
    if (run.tabs.length === 0) openTab(run)
    for (const { tab, page } of run.tabs) {
      tab.thaw()
      page.set({ isOnline: true, isVisible: true })
    }
    await addBySql(person.id, 1)
    await expectInSync(run, await creditsAsReadBy(person.id))
    await browser.close()
  })
  await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true })
})

async function expectInSync({ tabs, browser }: Run, credits: number) {
  for (const { store, client } of tabs) {
    const shown = () => ({ ...store.getSnapshot(), tabs: client.sync.getSnapshot().tabCount })
    const isInSync = () => {
      const { status, data, tabs: count } = shown()
      return status === 'live' && data?.credits === credits && count === tabs.length
    }
    await until(isInSync, { withinMs: 40_000, what: `a live view of ${credits} credits` }).catch((error) => {
      throw new Error(`${error}, but: ${JSON.stringify(shown())}`)
    })
  }
  await until(() => browser.connectedTabs() === 1, { withinMs: 20_000, what: 'one tab with a connection' })
  expect(tabs.map(({ store }) => store.getSnapshot().data)).toEqual(tabs.map(() => ({ credits })))
}

/** What the policies let its reader see, asked as that reader. */
function creditsAsReadBy(userId: string): Promise<number> {
  return as(signedIn({ id: userId, email: null }, { is_anonymous: false }), async (db) => {
    const { rows } = await db.query<{ sum: string }>(
      `select sum(credits) from public.user_credits where status = 'active'`,
    )
    return Number(rows[0]?.sum)
  })
}
