import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarm } from '@/lib/realtime/alarm'
import { liveQuery } from '@/lib/realtime/live-query'
import { ANNA, createWorld } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('rings a moment after the instant, by the clock that gave it', async () => {
  const ring = vi.fn()
  const alarm = createAlarm(ring)
  // The server's clock may be any time away from ours.
  alarm.set('2030-01-01T00:01:00Z', '2030-01-01T00:00:00Z')
  await advance(60_000)
  expect(ring).not.toHaveBeenCalled()
  await advance(1_000)
  expect(ring).toHaveBeenCalledTimes(1)
})

test('one alarm at a time, which can be taken back', async () => {
  const ring = vi.fn()
  const alarm = createAlarm(ring)
  alarm.set('2030-01-01T00:00:10Z', '2030-01-01T00:00:00Z')
  alarm.set('2030-01-01T00:00:20Z', '2030-01-01T00:00:00Z')
  await advance(15_000)
  expect(ring).not.toHaveBeenCalled()
  alarm.set(null, undefined)
  await advance(60_000)
  expect(ring).not.toHaveBeenCalled()
})

test('a view is read when its data goes stale, in a visible tab, and not again and again', async () => {
  const { client, database, page } = createWorld()
  const expiring = liveQuery({
    name: 'expiring',
    watch: (_: null) => [{ table: 'user_credits' }],
    read: () => database.read(ANNA),
    staleAt: () => '2000-01-01T00:00:00Z',
  })
  client.store(expiring, null).subscribe(() => {})
  await advance(1_000)
  const before = database.reads
  await advance(60_000)
  expect(database.reads - before).toBeLessThanOrEqual(12)
  expect(database.reads - before).toBeGreaterThanOrEqual(10)

  page.set({ isVisible: false })
  await advance(60_000)
  expect(database.reads - before).toBeLessThanOrEqual(13)
})
