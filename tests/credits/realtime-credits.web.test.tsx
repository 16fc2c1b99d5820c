import { act, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { RealtimeCreditsProvider } from '@/lib/credits/realtime-credits-provider.client'
import { useGetCreditsStore } from '@/lib/credits/use-get-credits-store'
import { type RealtimeCreditsOptions, useRealtimeCredits } from '@/lib/credits/use-realtime-credits'
import { serveActions } from './fake-actions'
import { openBank, renderLive } from './live-screen'

vi.mock('@/lib/credits/actions', () => import('./fake-actions'))

let world: ReturnType<typeof openBank>

beforeEach(() => {
  world = openBank(100)
  serveActions(world.bank)
})

function Credits({ name, ...options }: RealtimeCreditsOptions & { name: string }) {
  const { credits, isLoading, isSubscribed, error, refetch } = useRealtimeCredits(options)
  const state = isLoading ? 'loading' : `${credits?.credits} ${isSubscribed ? 'live' : 'still'}`
  return (
    <button type="button" aria-label={name} onClick={refetch}>
      {state} {error?.code}
    </button>
  )
}

function Stored() {
  const credits = useGetCreditsStore((store) => store.getCreatorCredits)
  return <p>store: {credits?.credits ?? 'empty'}</p>
}

function text(name: string) {
  return screen.getByRole('button', { name }).textContent?.trim()
}

describe('useRealtimeCredits', () => {
  test('reads, goes live and follows a change made in SQL', async () => {
    const seen: number[] = []
    renderLive(<Credits name="a" onCreditsUpdate={({ credits }) => seen.push(credits)} />, world)
    expect(text('a')).toBe('loading')
    await waitFor(() => expect(text('a')).toBe('100 live'))
    act(() => world.bank.change(10))
    await waitFor(() => expect(text('a')).toBe('110 live'))
    expect(seen).toEqual([110])
  })

  test('costs one subscription and one read a change, however many use it', async () => {
    const many = ['a', 'b', 'c'].map((name) => <Credits key={name} name={name} />)
    renderLive(<RealtimeCreditsProvider>{many}</RealtimeCreditsProvider>, world)
    await waitFor(() => expect(text('c')).toBe('100 live'))
    expect(world.realtime.joined()).toHaveLength(2)
    const readsBefore = world.bank.reads
    act(() => world.bank.change(10))
    await waitFor(() => expect(['a', 'b', 'c'].map(text)).toEqual(Array(3).fill('110 live')))
    expect(world.bank.reads).toBe(readsBefore + 1)
  })

  test('without realtime reads once, and again when asked', async () => {
    renderLive(<Credits name="a" enableRealtime={false} />, world)
    await waitFor(() => expect(text('a')).toBe('100 still'))
    world.bank.change(10)
    expect(world.realtime.joined()).toEqual([])
    act(() => screen.getByRole('button', { name: 'a' }).click())
    await waitFor(() => expect(text('a')).toBe('110 still'))
  })

  test('keeps the last credits when a read fails, and says so once', async () => {
    const codes: string[] = []
    renderLive(<Credits name="a" onError={({ code }) => codes.push(code)} />, world)
    await waitFor(() => expect(text('a')).toBe('100 live'))
    world.bank.isDown = true
    act(() => world.bank.change(10))
    await waitFor(() => expect(text('a')).toBe('100 live unavailable'))
    expect(new Set(codes)).toEqual(new Set(['unavailable']))
    world.bank.isDown = false
    act(() => screen.getByRole('button', { name: 'a' }).click())
    await waitFor(() => expect(text('a')).toBe('110 live'))
  })
})

describe('RealtimeCreditsProvider', () => {
  test('keeps the store at what the database says, and leaves nothing behind', async () => {
    const { rerender } = renderLive(
      <RealtimeCreditsProvider>
        <Stored />
      </RealtimeCreditsProvider>,
      world,
    )
    await screen.findByText('store: 100')
    act(() => world.bank.change(-30))
    await screen.findByText('store: 70')
    rerender(<Stored />)
    await screen.findByText('store: empty')
  })

  test('lets anyone fetch through the action', async () => {
    await act(() => useGetCreditsStore.getState().fetchCreatorCredits())
    expect(useGetCreditsStore.getState().getCreatorCredits?.credits).toBe(100)
    act(() => useGetCreditsStore.getState().setCredits(null))
  })
})
