import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClockOffset, summarise } from '@/lib/realtime/latency'
import { createRecorder } from '@/lib/realtime/recorder'

const START = Date.parse('2026-01-01T00:00:00Z')
const WATCH = { table: 'user_credits' as const, filter: 'user_id=eq.anna' }
const OTHER = { table: 'profiles' as const }

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

const iso = (ms: number) => new Date(START + ms).toISOString()
const at = (ms: number) => vi.setSystemTime(START + ms)

function create() {
  const paints: (() => void)[] = []
  const recorder = createRecorder((run) => paints.push(run))
  return {
    recorder,
    paint: () => paints.splice(0).map((run) => run()),
    newest: () => recorder.get().events[0],
  }
}

test('an event is on screen when a read that holds it is painted', () => {
  const { recorder, paint, newest } = create()
  at(20)
  recorder.heard(WATCH, iso(10))
  at(50)
  recorder.answered([WATCH], iso(30), START + 20)
  expect(newest()?.shownAt).toBeNull()
  at(60)
  paint()
  expect(newest()).toMatchObject({ heardAt: START + 20, shownAt: START + 60 })
  expect(recorder.get().latency.count).toBe(1)
})

test('a read that is older than the commit, or of other rows, does not show it', () => {
  const { recorder, paint, newest } = create()
  at(20)
  recorder.heard(WATCH, iso(10))
  recorder.answered([WATCH], iso(5), START + 4)
  recorder.answered([OTHER], iso(30), START + 20)
  paint()
  expect(newest()?.shownAt).toBeNull()
})

test('a read without an as-of shows what was heard before it began', () => {
  const { recorder, paint } = create()
  at(20)
  recorder.heard(WATCH, iso(10))
  at(40)
  recorder.heard(WATCH, iso(30))
  recorder.answered([WATCH], undefined, START + 30)
  paint()
  expect(recorder.get().events.map(({ shownAt }) => shownAt)).toEqual([null, START + 40])
})

test('what was on screen before its event came was never late', () => {
  const { recorder, paint, newest } = create()
  at(40)
  recorder.answered([WATCH], iso(20), START)
  paint()
  at(90)
  recorder.heard(WATCH, iso(10))
  expect(newest()).toMatchObject({ shownAt: START + 40 })
})

test('the difference of the clocks is taken out', () => {
  const { recorder, paint, newest } = create()
  // Postgres is an hour ahead: the read took from 100 to 140 here, and was at 120 there.
  const hour = 3_600_000
  at(70)
  recorder.heard(WATCH, iso(hour + 50))
  at(140)
  recorder.answered([WATCH], iso(hour + 120), START + 100)
  paint()
  expect(recorder.get().clock).toEqual({ aheadMs: hour, toleranceMs: 20 })
  expect(newest()).toMatchObject({ commitToEventMs: 20, commitToScreenMs: 90 })
})

test('only the last 200 events are kept', () => {
  const { recorder } = create()
  for (let count = 0; count < 250; count += 1) recorder.heard(WATCH, null)
  const { events } = recorder.get()
  expect(events).toHaveLength(200)
  expect(events[0]).toMatchObject({ id: 250, commitToEventMs: null })
})

test('the quickest round trip says most about the clocks', () => {
  const clock = createClockOffset()
  clock.observe(0, 1_050, 100)
  clock.observe(200, 1_215, 210)
  clock.observe(300, 9_000, 500)
  clock.observe(600, Number.NaN, 600)
  expect(clock.get()).toEqual({ aheadMs: 1_010, toleranceMs: 5 })
})

test('percentiles are durations that were measured', () => {
  expect(summarise([])).toMatchObject({ count: 0, p50Ms: null, p95Ms: null })
  expect(summarise([30])).toMatchObject({ count: 1, p50Ms: 30, p95Ms: 30 })
  const durations = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(summarise(durations)).toMatchObject({ p50Ms: 50, p95Ms: 95 })
  expect(summarise([19, 20, 4_999, 5_000]).bars).toEqual([1, 1, 0, 0, 0, 0, 0, 1, 1])
})
