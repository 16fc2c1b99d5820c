import { expect, test } from 'vitest'
import { createCell } from '@/lib/realtime/cell'
import { syncCause } from '@/lib/realtime/sync-error'
import { createSyncMonitor, SYNC_STATUSES } from '@/lib/realtime/sync-status'

test('a page is as well as its worst view', () => {
  const monitor = createSyncMonitor()
  const views = SYNC_STATUSES.map((status) => ({ status }))
  const seen = views.map((view) => {
    monitor.report(view, { status: view.status, cause: null })
    return monitor.getSnapshot().status
  })
  expect(seen).toEqual(SYNC_STATUSES)
  // In whatever order they came.
  monitor.report({}, { status: 'live', cause: null })
  expect(monitor.getSnapshot()).toMatchObject({ status: 'offline', viewCount: 6 })
})

test('its cause is that of the worst view, and goes with it', () => {
  const monitor = createSyncMonitor()
  const [good, bad] = [{}, {}]
  const cause = syncCause('refused', 'no such table')
  monitor.report(bad, { status: 'polling', cause })
  monitor.report(good, { status: 'live', cause: null })
  expect(monitor.getSnapshot()).toMatchObject({ status: 'polling', cause })
  monitor.report(bad, null)
  expect(monitor.getSnapshot()).toMatchObject({ status: 'live', cause: null, viewCount: 1 })
})

test('a patch that changes nothing keeps the value and tells nobody', () => {
  const cell = createCell({ a: 1, b: 'x' })
  const before = cell.get()
  let told = 0
  const stop = cell.subscribe(() => {
    told += 1
  })
  cell.patch({ a: 1 })
  expect([told, cell.get() === before]).toEqual([0, true])
  cell.patch({ a: 2 })
  expect([told, cell.get()]).toEqual([1, { a: 2, b: 'x' }])
  stop()
  cell.patch({ a: 3 })
  expect(told).toBe(1)
})
