import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NOT_YET_READ } from '@/lib/realtime/instant'
import { createLiveReader, type ReaderOptions } from '@/lib/realtime/live-reader'
import { createReadQueue } from '@/lib/realtime/read-queue'
import { fail, ok } from '@/lib/result'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A reader of the numbers 1, 2, 3 … and what it told. */
function recorded(options: Partial<ReaderOptions<number>> = {}) {
  const told: unknown[] = []
  let last = 0
  const reader = createLiveReader<number>({
    asOf: undefined,
    async read() {
      last += 1
      return ok(last)
    },
    enqueue: createReadQueue(),
    isOwned: async () => true,
    mayRetry: () => true,
    onAnswer: ({ data }, cause) => told.push([data, cause]),
    onFailure: ({ error }) => told.push(error.code),
    onReading: (isReading) => told.push(isReading),
    ...options,
  })
  return { reader, told }
}

test('an answer for someone else is dropped', async () => {
  const { reader, told } = recorded({ isOwned: async () => false })
  reader.want(NOT_YET_READ, 'event')
  await advance(1_000)
  expect(told).toEqual([true, false])
})

test('an event that the answer already holds keeps no later event waiting', async () => {
  const beganAt: number[] = []
  const zero = performance.now()
  const { reader } = recorded({
    async read() {
      beganAt.push(performance.now() - zero)
      await new Promise((resolve) => setTimeout(resolve, 20))
      return ok(1, '2026-11-21T09:00:00.000000Z')
    },
  })
  reader.want(1, 'event')
  await advance(5)
  reader.want(1, 'event')
  await advance(195)
  reader.want(NOT_YET_READ, 'event')
  await advance(1_000)
  expect(beganAt).toEqual([0, 200])
})

test('what happened in the world names an update before what was asked for', async () => {
  const { reader, told } = recorded()
  reader.want(NOT_YET_READ, 'refetch')
  reader.want(NOT_YET_READ, 'event')
  reader.want(NOT_YET_READ, 'poll')
  await advance(1_000)
  expect(told).toEqual([true, [1, 'event'], false])
})

test('refetch settles after a failure, and after a stop', async () => {
  const { reader, told } = recorded({ read: async () => fail('forbidden', 'No.') })
  await Promise.all([reader.refetch(), advance(100)])
  expect(told).toEqual([true, 'forbidden', false])
  const pending = reader.refetch()
  reader.stop()
  await pending
})

test('a failure that may not be repeated now is left to whoever wants data next', async () => {
  const { reader, told } = recorded({ read: async () => fail('unavailable', 'Away.'), mayRetry: () => false })
  reader.want(NOT_YET_READ, 'event')
  await advance(60_000)
  expect(told.filter((word) => word === 'unavailable')).toHaveLength(1)
})
