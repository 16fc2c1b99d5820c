import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SyncBadge } from '@/components/realtime/sync-badge'
import type { LiveQuery } from '@/lib/realtime/live-query'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { ANNA, type Counter, counterQuery, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

function renderBadge(world: World) {
  return render(
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <SyncBadge />
      <View query={counterQuery(world.database)} />
    </RealtimeProvider>,
  )
}

function View({ query }: { query: LiveQuery<{ userId: string }, Counter> }) {
  useLiveQuery(query, { userId: ANNA })
  return null
}

const word = () => screen.getByRole('status').textContent
const panel = () => document.getElementById('sync-panel')

test('says in words how current the page is', async () => {
  const world = createWorld()
  renderBadge(world)
  expect(word()).toBe('Sync status: Initializing')
  await advance(1_000)
  expect(word()).toBe('Sync status: Live')
  world.realtime.network.isReachable = false
  world.realtime.drop()
  await advance(1_000)
  expect(word()).toBe('Sync status: Polling')
  expect(panel()?.textContent).toContain('The live connection was lost.')
})

test('its panel tells the times, and retry brings the connection back', async () => {
  const world = createWorld()
  vi.setSystemTime(new Date('2026-11-21T09:00:00'))
  renderBadge(world)
  expect(panel()?.textContent).toContain('Last syncnot yet')
  await advance(1_000)
  world.database.commit()
  await advance(1_000)
  expect(panel()?.textContent).toMatch(/Last sync09:00:0\dLast change09:00:0\d/)

  world.realtime.network.isReachable = false
  world.realtime.drop()
  await advance(60_000)
  world.realtime.network.isReachable = true
  act(() => screen.getByText('Try again now').click())
  await advance(300)
  expect(word()).toBe('Sync status: Live')
})

test('after a gap it tells how much was missed, until its panel was opened and closed', async () => {
  const world = createWorld()
  renderBadge(world)
  await advance(1_000)
  world.realtime.network.eventDelaysMs = () => []
  world.database.commit()
  world.database.commit()
  world.realtime.drop()
  await advance(4_500)
  expect(word()).toBe('Sync status: Live')
  expect(screen.getByRole('button', { name: /2 changes while you were away/ })).toBeTruthy()
  expect(panel()?.textContent).toContain('2 changes while you were away')
  const closing = Object.assign(new Event('toggle'), { newState: 'closed' })
  act(() => void panel()?.dispatchEvent(closing))
  expect(panel()?.textContent).not.toContain('away')
})

test('after a deploy it offers to reload', async () => {
  const world = createWorld()
  renderBadge(world)
  await advance(1_000)
  world.database.failure = () => {
    throw Object.assign(new Error('gone'), { name: 'UnrecognizedActionError' })
  }
  world.database.commit()
  await advance(1_000)
  expect(word()).toBe('Sync status: Offline')
  expect(screen.getByText('Reload')).toBeTruthy()
})

test('is not there for a page without live views', async () => {
  const world = createWorld()
  render(
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <SyncBadge />
    </RealtimeProvider>,
  )
  expect(screen.queryByRole('status', { hidden: false })?.closest('.invisible')).not.toBeNull()
})
