import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { PlanSync, PlanSyncEvent, PlanSyncOptions } from '@/lib/plans/sync-event'
import { usePlanSubscribers } from '@/lib/plans/use-plan-subscribers'
import { usePlanSync } from '@/lib/plans/use-plan-sync'
import { usePlanSyncPolling } from '@/lib/plans/use-plan-sync-polling'
import { openPlans, renderLive } from './live-screen'
import { aPlan } from './models'

vi.mock('@/lib/plans/actions', () => import('./fake-actions'))

afterEach(() => void vi.useRealTimers())

type SyncProps = { events: PlanSyncEvent[]; isEnabled?: boolean; options?: PlanSyncOptions }

function Synced({ events, isEnabled = true, options }: SyncProps) {
  return <State sync={usePlanSync((event) => events.push(event), isEnabled, options)} />
}

function Polled({ events, isEnabled = true, interval }: SyncProps & { interval?: number }) {
  return <State sync={usePlanSyncPolling((event) => events.push(event), isEnabled, interval)} />
}

function State({ sync: { isConnected, disconnect } }: { sync: PlanSync }) {
  return (
    <button type="button" onClick={disconnect}>
      {isConnected ? 'connected' : 'not connected'}
    </button>
  )
}

function typesOf(events: PlanSyncEvent[]): string[] {
  return events.map(({ type }) => type)
}

describe('usePlanSync', () => {
  test('says that it is connected, then tells each change with the plan, the time and the admin', async () => {
    const gold = aPlan({ name: 'Gold' })
    const screenOf = openPlans(gold)
    const { world } = screenOf
    world.adminEmail = 'asha@rowcast.test'
    const events: PlanSyncEvent[] = []
    renderLive(<Synced events={events} />, screenOf)
    await screen.findByText('connected')
    expect(events).toMatchObject([{ type: 'CONNECTED', planId: null, planData: null, adminEmail: null }])

    const silver = aPlan({ name: 'Silver' })
    act(() => world.add(silver))
    await waitFor(() => expect(typesOf(events)).toEqual(['CONNECTED', 'CREATE']))
    act(() => world.change(gold.id, { roiPercent: 3.5, updatedAt: '2026-11-25T10:00:00+00:00' }))
    await waitFor(() => expect(events).toHaveLength(3))
    expect(events[2]).toMatchObject({
      type: 'UPDATE',
      planId: gold.id,
      planData: { name: 'Gold', roiPercent: 3.5, version: 2 },
      timestamp: '2026-11-25T10:00:00+00:00',
      adminEmail: 'asha@rowcast.test',
    })
    act(() => world.remove(silver.id))
    await waitFor(() => expect(events[3]).toMatchObject({ type: 'DELETE', planId: silver.id }))
  })

  test('after an interruption tells what was missed', async () => {
    const gold = aPlan()
    const screenOf = openPlans(gold)
    const events: PlanSyncEvent[] = []
    renderLive(<Synced events={events} />, screenOf)
    await screen.findByText('connected')
    screenOf.realtime.network.isReachable = false
    act(() => screenOf.realtime.drop())
    await screen.findByText('not connected')
    screenOf.world.change(gold.id, { roiPercent: 9 })
    screenOf.realtime.network.isReachable = true
    await waitFor(() => expect(events).toContainEqual(expect.objectContaining({ type: 'UPDATE' })), {
      timeout: 10_000,
    })
    await waitFor(() => expect(typesOf(events).filter((type) => type === 'CONNECTED')).toHaveLength(2), {
      timeout: 10_000,
    })
  }, 20_000)

  test('of one plan hears nothing of the others', async () => {
    const [gold, silver] = [aPlan(), aPlan()]
    const screenOf = openPlans(gold, silver)
    const events: PlanSyncEvent[] = []
    renderLive(<Synced events={events} options={{ planId: gold.id }} />, screenOf)
    await screen.findByText('connected')
    act(() => screenOf.world.change(silver.id, { roiPercent: 9 }))
    act(() => screenOf.world.change(gold.id, { roiPercent: 8 }))
    await waitFor(() => expect(events).toHaveLength(2))
    expect(events[1]).toMatchObject({ type: 'UPDATE', planId: gold.id })
  })

  test('is silent once disconnected, or while not enabled', async () => {
    const gold = aPlan()
    const screenOf = openPlans(gold)
    const events: PlanSyncEvent[] = []
    renderLive(<Synced events={events} />, screenOf)
    await screen.findByText('connected')
    act(() => screen.getByRole('button').click())
    await screen.findByText('not connected')
    await waitFor(() => expect(screenOf.realtime.joined()).toEqual([]), { timeout: 5_000 })
    screenOf.world.change(gold.id, { roiPercent: 9 })
    expect(typesOf(events)).toEqual(['CONNECTED'])
  })

  test('costs one subscription, however many use it', async () => {
    const screenOf = openPlans(aPlan())
    renderLive(
      [1, 2, 3].map((key) => <Synced key={key} events={[]} />),
      screenOf,
    )
    await waitFor(() => expect(screen.getAllByText('connected')).toHaveLength(3))
    expect(screenOf.realtime.joined()).toEqual(['plans', 'plan_departures'])
  })
})

describe('usePlanSyncPolling', () => {
  test('tells the same events without a socket', async () => {
    vi.useFakeTimers()
    const gold = aPlan()
    const screenOf = openPlans(gold)
    const events: PlanSyncEvent[] = []
    renderLive(<Polled events={events} />, screenOf)
    await act(() => vi.advanceTimersByTimeAsync(0))
    expect(typesOf(events)).toEqual(['CONNECTED'])
    screen.getByText('connected')

    screenOf.world.change(gold.id, { roiPercent: 3.5 })
    await act(() => vi.advanceTimersByTimeAsync(4_400))
    expect(events).toHaveLength(1)
    await act(() => vi.advanceTimersByTimeAsync(1_200))
    expect(events[1]).toMatchObject({ type: 'UPDATE', planId: gold.id, planData: { roiPercent: 3.5 } })
    expect(screenOf.realtime.socketCount()).toBe(0)
  })

  test('asks as often as it is told to, and not after it was disconnected', async () => {
    vi.useFakeTimers()
    const screenOf = openPlans(aPlan())
    renderLive(<Polled events={[]} interval={1_000} />, screenOf)
    await act(() => vi.advanceTimersByTimeAsync(4_500))
    const readsBefore = screenOf.world.reads
    expect(readsBefore).toBeGreaterThanOrEqual(5)
    act(() => screen.getByRole('button').click())
    await act(() => vi.advanceTimersByTimeAsync(5_000))
    expect(screenOf.world.reads).toBe(readsBefore)
    screen.getByText('not connected')
  })

  test('says while the server does not answer, and tells afterwards what was missed', async () => {
    vi.useFakeTimers()
    const gold = aPlan()
    const screenOf = openPlans(gold)
    const events: PlanSyncEvent[] = []
    renderLive(<Polled events={events} interval={1_000} />, screenOf)
    await act(() => vi.advanceTimersByTimeAsync(0))
    screenOf.world.isDown = true
    screenOf.world.change(gold.id, { roiPercent: 4 })
    await act(() => vi.advanceTimersByTimeAsync(2_500))
    screen.getByText('not connected')
    screenOf.world.isDown = false
    await act(() => vi.advanceTimersByTimeAsync(1_200))
    screen.getByText('connected')
    expect(typesOf(events)).toEqual(['CONNECTED', 'UPDATE'])
  })
})

function Count({ planId }: { planId: string }) {
  return <p>{usePlanSubscribers(planId) ?? 'unknown'} watching</p>
}

test('the number of subscribers counts people, and tells nobody who they are', async () => {
  const gold = aPlan()
  const screenOf = openPlans(gold)
  renderLive(<Count planId={gold.id} />, screenOf)
  await screen.findByText('1 watching')
  const tracked = screenOf.realtime.received.filter(({ event }) => event === 'presence')
  expect(JSON.stringify(tracked)).not.toContain('Mira')
})
