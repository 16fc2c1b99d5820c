import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANNA, BERT, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const RUNS = 300
const LONGEST_EVENT_DELAY_MS = 400
const LONGEST_READ_MS = 300
/** Enough for a delayed event, the read in flight and the one that waits. */
const SETTLE_MS = LONGEST_EVENT_DELAY_MS + 4 * LONGEST_READ_MS + 600

type Step = { name: string; run: (run: Run) => Promise<void> }

/** One view that stays and one that comes and goes, both of Anna's counter, and what they showed. */
type Run = World & { shown: number[]; checks: number; toggle: () => void; expectCurrent: () => void }

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ignore = () => {}
const step = (name: string, run: (run: Run) => unknown): Step => ({
  name,
  run: async (world) => void (await run(world)),
})

const waiting = fc.integer({ min: 1, max: 900 }).map((ms) => step(`wait ${ms}`, () => advance(ms)))

const writing = fc.oneof(
  fc.constant(step('commit', ({ database }) => database.commit())),
  fc.integer({ min: 2, max: 30 }).map((count) =>
    step(`burst of ${count}`, async ({ database }) => {
      for (let change = 0; change < count; change += 1) {
        database.commit()
        await advance(3)
      }
    }),
  ),
  fc.constant(step('someone else commits', ({ database }) => database.commit(BERT))),
)

const trouble = fc.oneof(
  fc.constant(step('drop', ({ realtime }) => realtime.drop())),
  fc.constant(step('close channels', ({ realtime }) => realtime.closeChannels())),
  fc.constant(step('crash channels', ({ realtime }) => realtime.crashChannels())),
  fc.integer({ min: 100, max: 20_000 }).map((ms) =>
    step(`server away for ${ms}`, async ({ realtime, database }) => {
      realtime.network.isReachable = false
      realtime.drop()
      database.commit()
      await advance(ms)
      realtime.network.isReachable = true
    }),
  ),
  fc.integer({ min: 100, max: 40_000 }).map((ms) =>
    step(`silence for ${ms}`, async ({ realtime, database }) => {
      realtime.network.isSilent = true
      await advance(ms / 2)
      database.commit()
      await advance(ms / 2)
      realtime.network.isSilent = false
      realtime.drop(1006)
    }),
  ),
  fc.boolean().map((isVisible) => step(`visible ${isVisible}`, ({ page }) => page.set({ isVisible }))),
  fc.boolean().map((isOnline) => step(`online ${isOnline}`, ({ page }) => page.set({ isOnline }))),
  fc.constant(step('new token', ({ auth }) => auth.signIn(ANNA))),
  fc.constant(step('short token', ({ auth }) => auth.signIn(ANNA, 95))),
  fc.boolean().map((isReachable) =>
    step(`auth reachable ${isReachable}`, ({ auth }) => {
      auth.isReachable = isReachable
    }),
  ),
  fc.constant(step('second view comes or goes', ({ toggle }) => toggle())),
)

const settling = fc.constant(
  step('settle', async (run) => {
    await advance(SETTLE_MS)
    run.expectCurrent()
  }),
)

const setting = fc.record({
  joinMs: fc.integer({ min: 1, max: 2_000 }),
  streamMs: fc.integer({ min: 1, max: 2_000 }),
  eventDelays: fc.infiniteStream(
    fc.array(fc.integer({ min: 1, max: LONGEST_EVENT_DELAY_MS }), { minLength: 1, maxLength: 3 }),
  ),
  readDelays: fc.infiniteStream(fc.integer({ min: 0, max: LONGEST_READ_MS / 2 })),
  asOfs: fc.infiniteStream(fc.boolean()),
  hasInitial: fc.boolean(),
})

const schedule = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: waiting },
    { weight: 4, arbitrary: writing },
    { weight: 3, arbitrary: trouble },
    {
      weight: 2,
      arbitrary: settling,
    },
  ),
  { minLength: 5, maxLength: 30 },
)

test(`${RUNS} random schedules: nothing is lost, nothing goes back in time`, {
  timeout: 120_000,
}, async () => {
  let checks = 0
  const property = fc.asyncProperty(setting, schedule, async (options, steps) => {
    const run = begin(options)
    for (const { run: perform } of steps) await perform(run)
    await heal(run)
    run.expectCurrent()
    expect(run.open().getSnapshot().status).toBe('live')
    expect(run.realtime.joined()).toHaveLength(1)
    expect(run.shown).toEqual(run.shown.toSorted((a, b) => a - b))
    expect(run.database.readsAtOnce).toBe(1)
    checks += run.checks
    vi.clearAllTimers()
  })
  await fc.assert(property, { numRuns: RUNS })
  // Almost every schedule must have been looked at in the middle, too, while it claimed to be live.
  expect(checks).toBeGreaterThan(RUNS * 1.5)
})

function begin(options: typeof setting extends fc.Arbitrary<infer T> ? T : never): Run {
  const world = createWorld()
  const { network } = world.realtime
  network.joinMs = options.joinMs
  network.streamMs = () => options.streamMs
  network.eventDelaysMs = () => options.eventDelays.next().value
  world.database.readMs = () => options.readDelays.next().value
  world.database.knowsAsOf = () => options.asOfs.next().value
  const initial = options.hasInitial ? { data: { userId: ANNA, value: 0 } } : undefined
  const store = world.open(ANNA, initial)
  const shown: number[] = []
  store.subscribe(() => shown.push(store.getSnapshot().data?.value ?? 0))

  let stopSecond: (() => void) | undefined
  return {
    ...world,
    shown,
    checks: 0,
    toggle() {
      if (stopSecond) stopSecond()
      stopSecond = stopSecond ? undefined : world.open(ANNA).subscribe(ignore)
    },
    /** What claims to be live equals the database. */
    expectCurrent() {
      const { status, data } = store.getSnapshot()
      if (status !== 'live') return
      this.checks += 1
      expect(data?.value).toBe(world.database.value())
    },
  }
}

/** Everything works again, and nobody touches the page: the core has to come back by itself. */
async function heal({ realtime, auth, page }: Run) {
  auth.isReachable = true
  realtime.network.isReachable = true
  realtime.network.joinMs = 5
  realtime.network.streamMs = () => 5
  page.set({ isOnline: true, isVisible: true })
  // auth-js does not try a refresh again for a minute after one that failed.
  await advance(100_000)
}
