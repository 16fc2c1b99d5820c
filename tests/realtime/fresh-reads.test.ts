import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFreshReads, type FreshReads } from '@/lib/realtime/fresh-reads'
import { heldFrom } from '@/lib/realtime/instant'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A row that counts its changes, and reads of it that take some time on either side of their snapshot. */
function createRow() {
  let value = 0
  return {
    reads: 0,
    thereMs: () => 2,
    backMs: () => 2,
    knowsAsOf: () => true,
    value: () => value,
    /** Gives what an event would tell of the commit. */
    commit() {
      value += 1
      return { value, heldFromUs: heldFrom(new Date().toISOString()) }
    },
    async read() {
      this.reads += 1
      const [thereMs, backMs, knowsAsOf] = [this.thereMs(), this.backMs(), this.knowsAsOf()]
      await wait(thereMs)
      const seen = { value, asOf: knowsAsOf ? new Date().toISOString() : null }
      await wait(backMs)
      return seen
    },
  }
}

type Row = ReturnType<typeof createRow>

async function askAfter(share: FreshReads, row: Row, ms: number, heldFromUs: number | null) {
  await wait(ms)
  return share('row', heldFromUs, () => row.read())
}

test('a hundred viewers who ask in turn after one change cost one read', async () => {
  const [share, row] = [createFreshReads(), createRow()]
  const { heldFromUs } = row.commit()
  await vi.advanceTimersByTimeAsync(5)
  const asked = Array.from({ length: 100 }, (_, viewer) => askAfter(share, row, viewer * 3, heldFromUs))
  await vi.runAllTimersAsync()
  expect(new Set((await Promise.all(asked)).map(({ value }) => value))).toEqual(new Set([1]))
  expect(row.reads).toBe(1)
})

test('whoever asks for what is there now shares the next read, never one that has begun', async () => {
  const [share, row] = [createFreshReads(), createRow()]
  const early = askAfter(share, row, 0, null)
  const late = Promise.all(Array.from({ length: 50 }, () => askAfter(share, row, 3, null)))
  await vi.advanceTimersByTimeAsync(3)
  row.commit()
  await vi.runAllTimersAsync()
  expect((await early).value).toBe(0)
  expect(new Set((await late).map(({ value }) => value))).toEqual(new Set([1]))
  expect(row.reads).toBe(2)
})

test('an answer without an instant serves only who asked before it began', async () => {
  const [share, row] = [createFreshReads(), createRow()]
  row.knowsAsOf = () => false
  const { heldFromUs } = row.commit()
  await vi.advanceTimersByTimeAsync(5)
  const asked = Promise.all([0, 0, 1, 1, 50].map((ms) => askAfter(share, row, ms, heldFromUs)))
  await vi.runAllTimersAsync()
  await asked
  // The first alone, the other three at once together, the last one alone again.
  expect(row.reads).toBe(3)
})

test('questions are kept apart, and answers are forgotten after a while', async () => {
  const [share, row] = [createFreshReads(), createRow()]
  const { heldFromUs } = row.commit()
  await vi.advanceTimersByTimeAsync(5)
  const ask = (key: string) => share(key, heldFromUs, () => row.read())
  const both = Promise.all([ask('plans'), ask('products')])
  await vi.runAllTimersAsync()
  await both
  expect(row.reads).toBe(2)
  await vi.advanceTimersByTimeAsync(11_000)
  const [other, again] = [ask('products 2'), ask('plans')]
  await vi.runAllTimersAsync()
  await Promise.all([other, again])
  expect(row.reads).toBe(4)
})

test('a failed read is an answer to those who waited for it, and kept for nobody', async () => {
  const share = createFreshReads()
  const failing = () => Promise.reject(new Error('Away.'))
  const asked = await Promise.allSettled([share('row', 1, failing), share('row', null, failing)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await share('row', 1, async () => ({ asOf: null, value: 7 }))).toMatchObject({ value: 7 })
})

test('random viewers: nobody ever gets less than what they asked for', async () => {
  const step = fc.record({
    waitMs: fc.nat(6),
    isCommit: fc.boolean(),
    asks: fc.array(fc.boolean(), { maxLength: 4 }),
  })
  const delays = fc.infiniteStream(fc.nat(8))
  const knowledge = fc.infiniteStream(fc.boolean())
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 40 }),
    delays,
    knowledge,
    async (steps, ms, knows) => {
      const [share, row] = [createFreshReads(), createRow()]
      Object.assign(row, { thereMs: () => ms.next().value, backMs: () => ms.next().value })
      row.knowsAsOf = () => knows.next().value
      let event = row.commit()
      const asked: Promise<void>[] = []
      for (const { waitMs, isCommit, asks } of steps) {
        await vi.advanceTimersByTimeAsync(waitMs)
        if (isCommit) event = row.commit()
        for (const isForEvent of asks) {
          const [least, heldFromUs] = [event.value, isForEvent ? event.heldFromUs : null]
          const answer = share('row', heldFromUs, () => row.read())
          asked.push(answer.then(({ value }) => expect(value).toBeGreaterThanOrEqual(least)))
        }
      }
      await vi.runAllTimersAsync()
      await Promise.all(asked)
    },
  )
  await fc.assert(property, { numRuns: 300 })
})
