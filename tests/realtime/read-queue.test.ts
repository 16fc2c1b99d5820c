import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReadQueue } from '@/lib/realtime/read-queue'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A queue whose reads take `tookMs`, and what began when. */
function recorded(tookMs = 20) {
  const enqueue = createReadQueue()
  const zero = performance.now()
  const begun: [name: string, atMs: number][] = []
  let running = 0
  const read = (name: string, isBackground = false) =>
    enqueue(
      async () => {
        running += 1
        expect(running).toBe(1)
        begun.push([name, performance.now() - zero])
        await new Promise((resolve) => setTimeout(resolve, tookMs))
        running -= 1
        return name
      },
      { isBackground },
    )
  return { read, begun, names: () => begun.map(([name]) => name) }
}

test('a read begins at once, and the next one after it', async () => {
  const { read, begun } = recorded()
  const answers = Promise.all([read('a'), read('b')])
  await vi.advanceTimersByTimeAsync(100)
  expect(await answers).toEqual(['a', 'b'])
  expect(begun).toEqual([
    ['a', 0],
    ['b', 20],
  ])
})

test('a background read lets the page go first that hears of the same commit a little later', async () => {
  const { read, names } = recorded()
  void read('bell', true)
  await vi.advanceTimersByTimeAsync(10)
  void read('page')
  void read('page too')
  await vi.advanceTimersByTimeAsync(200)
  expect(names()).toEqual(['page', 'page too', 'bell'])
})

test('a background read alone waits for no longer than that', async () => {
  const { read, begun } = recorded()
  void read('bell', true)
  await vi.advanceTimersByTimeAsync(200)
  expect(begun).toEqual([['bell', 50]])
})

test('a page that reads without a pause does not starve the background', async () => {
  const { read, names, begun } = recorded()
  const keepReading = setInterval(() => void read('page'), 15)
  void read('bell', true)
  await vi.advanceTimersByTimeAsync(1_200)
  clearInterval(keepReading)
  expect(names().filter((name) => name === 'bell')).toHaveLength(1)
  const [, atMs] = begun.find(([name]) => name === 'bell') ?? []
  expect(atMs).toBeLessThanOrEqual(1_040)
})

test('a read that fails fails alone', async () => {
  const enqueue = createReadQueue()
  const failed = enqueue(() => Promise.reject(new Error('No answer.')))
  const next = enqueue(async () => 'next')
  await expect(failed).rejects.toThrow('No answer.')
  await expect(next).resolves.toBe('next')
})

test('whatever comes in whatever order: each is read once, one at a time, and none of the page waits for the background', async () => {
  const arrivals = fc.array(fc.record({ afterMs: fc.nat(120), isBackground: fc.boolean() }), {
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 60 }), async (asked, tookMs) => {
      const { read, names } = recorded(tookMs)
      const answers: Promise<string>[] = []
      for (const [index, { afterMs, isBackground }] of asked.entries()) {
        await vi.advanceTimersByTimeAsync(afterMs)
        answers.push(read(`${isBackground ? 'bell' : 'page'} ${index}`, isBackground))
      }
      await vi.advanceTimersByTimeAsync(10_000)
      const all = await Promise.all(answers)
      expect(names().toSorted()).toEqual(all.toSorted())
      for (const lane of ['page', 'bell']) {
        const inLane = (list: string[]) => list.filter((name) => name.startsWith(lane))
        expect(inLane(names())).toEqual(inLane(all))
      }
    }),
    { numRuns: 50 },
  )
})
