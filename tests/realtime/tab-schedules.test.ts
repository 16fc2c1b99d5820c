import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANNA, BERT } from './harness'
import { createTabWorld, type OpenTab } from './tab-world'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const RUNS = 200
const MOST_TABS = 4
/** `SEED=… npm test -- tab-schedules` repeats a run. */
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31)

type Run = ReturnType<typeof createTabWorld> & {
  tabs: OpenTab[]
  shown: Map<OpenTab, number[]>
  checks: { count: number; renewals: number; leaders: number }
}
type Step = { name: string; run: (run: Run) => unknown }

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function openTab(run: Run) {
  if (run.tabs.length >= MOST_TABS) return
  const tab = run.open()
  const values: number[] = []
  tab.store.subscribe(() => values.push(tab.store.getSnapshot().data?.value ?? 0))
  run.tabs.push(tab)
  run.shown.set(tab, values)
}

/** `isLeader`: of the leader, if it is among the tabs; else of the tab with this number. */
function pick({ tabs, leader }: Run, number: number, isLeader: boolean): OpenTab | undefined {
  const leading = tabs.find(({ tab }) => tab === leader())
  return (isLeader ? leading : undefined) ?? tabs[number % Math.max(1, tabs.length)]
}

const ofTab = (name: string, act: (tab: OpenTab, run: Run) => unknown) =>
  fc.record({ number: fc.nat(MOST_TABS - 1), isLeader: fc.boolean() }).map(
    ({ number, isLeader }): Step => ({
      name: `${name} ${isLeader ? 'leader' : number}`,
      run(run) {
        const tab = pick(run, number, isLeader)
        if (tab) return act(tab, run)
      },
    }),
  )

/** What can be seen and claims to be live is equal to the database, a moment after the last change. */
async function settle(run: Run) {
  await advance(4_000)
  for (const { tab, page, store } of run.tabs) {
    const { status, data } = store.getSnapshot()
    if (status !== 'live' || tab.isFrozen() || !page.isVisible()) continue
    run.checks.count += 1
    expect(data?.value).toBe(run.database.value())
  }
}

const step = (name: string, run: Step['run']) => fc.constant<Step>({ name, run })

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .integer({ min: 1, max: 2_500 })
        .map((ms): Step => ({ name: `wait ${ms}`, run: () => advance(ms) })),
    },
    { weight: 5, arbitrary: step('commit', ({ database }) => database.commit()) },
    { weight: 3, arbitrary: step('open', openTab) },
    { weight: 2, arbitrary: step('settle', settle) },
    {
      weight: 2,
      arbitrary: ofTab('close', (tab, run) => {
        run.tabs.splice(run.tabs.indexOf(tab), 1)
        tab.client.close()
        tab.tab.kill()
      }),
    },
    {
      weight: 2,
      arbitrary: ofTab('leave and come back', async (tab) => {
        tab.leave()
        await advance(1_500)
        tab.leave = tab.store.subscribe(() => {})
      }),
    },
    { weight: 2, arbitrary: ofTab('freeze', ({ tab }) => tab.freeze()) },
    { weight: 2, arbitrary: ofTab('thaw', ({ tab }) => tab.thaw()) },
    { weight: 2, arbitrary: ofTab('hide', ({ page }) => page.set({ isVisible: false })) },
    { weight: 2, arbitrary: ofTab('show', ({ page }) => page.set({ isVisible: true })) },
    { weight: 1, arbitrary: ofTab('offline', ({ page }) => page.set({ isOnline: false })) },
    { weight: 1, arbitrary: step('someone else commits', ({ database }) => database.commit(BERT)) },
    { weight: 1, arbitrary: step('drop', ({ realtime }) => realtime.drop()) },
    { weight: 1, arbitrary: step('close channels', ({ realtime }) => realtime.closeChannels()) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 100, max: 20_000 }).map(
        (ms): Step => ({
          name: `silence for ${ms}`,
          async run({ realtime, database }) {
            realtime.network.isSilent = true
            await advance(ms / 2)
            database.commit()
            await advance(ms / 2)
            realtime.network.isSilent = false
            realtime.drop(1006)
          },
        }),
      ),
    },
    { weight: 1, arbitrary: step('new token', ({ auth }) => auth.signIn(ANNA)) },
    {
      weight: 3,
      arbitrary: fc.integer({ min: 3, max: 100 }).map(
        (seconds): Step => ({
          name: `tokens live for ${seconds} s`,
          run({ auth }) {
            auth.lifetimeS = seconds
            auth.signIn(ANNA)
          },
        }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 100, max: 30_000 }).map(
        (ms): Step => ({
          name: `Auth away for ${ms}`,
          async run({ auth }) {
            auth.isReachable = false
            await advance(ms)
            auth.isReachable = true
          },
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 2_000 }).map(
        (ms): Step => ({
          name: `Auth takes ${ms}`,
          run({ auth }) {
            auth.refreshMs = ms
          },
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: ofTab('sleep an hour', async (_, run) => {
        // No timer runs, the sockets die, and every token ends.
        vi.setSystemTime(Date.now() + 3_600_000)
        run.realtime.drop(1006)
        run.database.commit()
        for (const { page } of run.tabs) if (page.isVisible()) page.send('visible')
      }),
    },
    {
      weight: 1,
      arbitrary: step('server away', async ({ realtime, database }) => {
        realtime.network.isReachable = false
        realtime.drop()
        database.commit()
        await advance(3_000)
        realtime.network.isReachable = true
      }),
    },
  ),
  { minLength: 5, maxLength: 30 },
)

test(`${RUNS} random lives of tabs (seed ${SEED}): every tab ends equal to the database, over one socket`, {
  timeout: 300_000,
}, async () => {
  const checks = { count: 0, renewals: 0, leaders: 0 }
  const property = fc.asyncProperty(steps, fc.integer({ min: 1, max: 600 }), async (schedule, joinMs) => {
    const run: Run = { ...createTabWorld(), tabs: [], shown: new Map(), checks }
    run.realtime.network.joinMs = joinMs
    openTab(run)
    openTab(run)
    let leader = run.leader()
    for (const { run: perform } of schedule) {
      await perform(run)
      if (run.leader() !== leader) checks.leaders += 1
      leader = run.leader()
    }
    checks.renewals += run.auth.renewals
    if (run.tabs.length === 0) openTab(run)
    await heal(run)
    run.database.commit()
    await advance(2_000)
    expectInSync(run)
    vi.clearAllTimers()
  })
  await fc.assert(property, { numRuns: RUNS, seed: SEED })
  // What it is about must have happened, and been looked at in the middle of it, too.
  for (const count of Object.values(checks)) expect(count).toBeGreaterThan(RUNS / 2)
})

/** Everything works again, and nobody does anything: the tabs have to find each other by themselves. */
async function heal({ tabs, auth, realtime }: Run) {
  Object.assign(auth, { isReachable: true, lifetimeS: 3600, refreshMs: 0 })
  realtime.network.isReachable = true
  for (const { tab, page } of tabs) {
    tab.thaw()
    page.set({ isOnline: true, isVisible: true })
  }
  // auth-js does not try a refresh again for a minute after one that failed.
  await advance(130_000)
}

function expectInSync({ tabs, shown, database, realtime }: Run) {
  for (const open of tabs) {
    expect(open.store.getSnapshot()).toMatchObject({ status: 'live', data: { value: database.value() } })
    expect(open.client.sync.getSnapshot().tabCount).toBe(tabs.length)
    const values = shown.get(open) ?? []
    expect(values).toEqual(values.toSorted((a, b) => a - b))
  }
  expect(realtime.openSockets()).toBe(1)
  expect(realtime.joined()).toHaveLength(1)
}
