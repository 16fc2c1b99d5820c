import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWorker } from '../../scripts/worker/worker.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A worker on an outbox that has nothing to give and says when it will have. */
function startOn(nextDueInMs: number | null) {
  const claim = vi.fn(async () => ({ notices: [], next_due_in_ms: nextDueInMs }))
  const unused = () => Promise.reject(new Error('nothing is given out'))
  const worker = createWorker({
    notices: { claim, settle: unused, dropSubscription: unused },
    send: { email: unused, push: unused },
    leaseSeconds: 60,
    log: () => {},
  })
  worker.start()
  return { worker, claim }
}

test.each([
  ['that is empty is looked at every 15 s', null, 15_000],
  ['whose next notice is far away is looked at every 15 s', 3_600_000, 15_000],
  ['with a retry is looked at when that is due', 4_000, 4_000],
  ['whose due notices others are taking is not asked without a pause', 0, 250],
])('an outbox %s', async (_, nextDueInMs, pauseMs) => {
  const { worker, claim } = startOn(nextDueInMs)
  await vi.advanceTimersByTimeAsync(0)
  expect(claim).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(pauseMs - 1)
  expect(claim).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(claim).toHaveBeenCalledTimes(2)
  await worker.stop()
})

test('an outbox that is added to is looked at once more, however often it says so meanwhile', async () => {
  const { worker, claim } = startOn(null)
  for (let times = 0; times < 5; times += 1) worker.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(claim).toHaveBeenCalledTimes(2)
  await worker.stop()
})
