import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCoalescer } from '@/lib/realtime/coalesce'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A coalescer whose runs take `runMs`, and when they began and how many ran at once. */
function recorded(runMs: number) {
  const begins: number[] = []
  const zero = performance.now()
  let running = 0
  let mostAtOnce = 0
  const coalescer = createCoalescer(async () => {
    begins.push(performance.now() - zero)
    running += 1
    mostAtOnce = Math.max(mostAtOnce, running)
    await new Promise((resolve) => setTimeout(resolve, runMs))
    running -= 1
  })
  return { coalescer, begins, mostAtOnce: () => mostAtOnce }
}

test('the first request runs at once, the next 150 ms later', async () => {
  const { coalescer, begins } = recorded(1)
  coalescer.request()
  await advance(10)
  coalescer.request()
  await advance(1_000)
  coalescer.request()
  await advance(1_000)
  expect(begins).toEqual([0, 150, 1_010])
})

test('lone requests run at once as soon as the spacing allows', async () => {
  const { coalescer, begins } = recorded(1)
  for (const pauseMs of [160, 200, 250, 0]) {
    coalescer.request()
    await advance(pauseMs)
  }
  expect(begins).toEqual([0, 160, 360, 610])
})

test('a request waits while others keep coming, 300 ms at most', async () => {
  const { coalescer, begins } = recorded(1)
  for (let ms = 0; ms < 700; ms += 10) {
    coalescer.request()
    await advance(10)
  }
  await advance(1_000)
  expect(begins).toEqual([0, 300, 600, 750])
})

test('one run at a time, and one waiting however many ask', async () => {
  const { coalescer, begins, mostAtOnce } = recorded(1_000)
  for (let ms = 0; ms < 900; ms += 100) {
    coalescer.request()
    await advance(100)
  }
  await advance(10_000)
  expect(begins).toEqual([0, 1_000])
  expect(mostAtOnce()).toBe(1)
})

test('a cancelled request does not run', async () => {
  const { coalescer, begins } = recorded(1)
  coalescer.request()
  await advance(10)
  coalescer.request()
  coalescer.cancel()
  await advance(1_000)
  expect(begins).toEqual([0])
})
