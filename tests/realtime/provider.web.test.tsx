import { act, render, screen } from '@testing-library/react'
import { Activity, StrictMode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveQuery } from '@/lib/realtime/live-query'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { ANNA, BERT, type Counter, counterQuery, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

function Shown({ query }: { query: LiveQuery<{ userId: string }, Counter> }) {
  const { data, status } = useLiveQuery(query, { userId: ANNA })
  return <output>{`${data?.value} ${status}`}</output>
}

function createPage() {
  const world = createWorld()
  const query = counterQuery(world.database)
  const listeners = countListeners(world)
  const owners: boolean[] = []

  const page = (mode: 'visible' | 'hidden' = 'visible') => (
    <StrictMode>
      <Activity mode={mode}>
        <RealtimeProvider
          userId={ANNA}
          load={async () => world.supabase}
          onOwnerChange={(isOwned) => owners.push(isOwned)}
        >
          <Shown query={query} />
        </RealtimeProvider>
      </Activity>
    </StrictMode>
  )
  return { ...world, listeners, owners, page }
}

/** How many listen to the session of this browser now. */
function countListeners({ supabase: { auth } }: World): () => number {
  let count = 0
  const listen = auth.onAuthStateChange.bind(auth)
  vi.spyOn(auth, 'onAuthStateChange').mockImplementation((listener: Parameters<typeof listen>[0]) => {
    const answer = listen(listener)
    count += 1
    const { unsubscribe } = answer.data.subscription
    answer.data.subscription.unsubscribe = () => {
      count -= 1
      unsubscribe()
    }
    return answer
  })
  return () => count
}

test('a provider that is gone leaves no channel, no timer and no listener on the session', async () => {
  const { realtime, database, listeners, owners, auth, supabase, page } = createPage()
  const { unmount } = render(page())
  await advance(1_000)
  expect(screen.getByText('0 live')).toBeDefined()
  expect(listeners()).toBe(1)
  unmount()
  await advance(3_000)
  expect(realtime.joined()).toEqual([])
  expect(listeners()).toBe(0)

  const before = database.reads
  auth.signIn(BERT)
  void supabase.auth.refreshSession()
  database.commit()
  await advance(60_000)
  expect(owners).toEqual([])
  expect(database.reads).toBe(before)
})

test('a provider that is hidden for long is live again when shown, and notices whose the session is', async () => {
  const { realtime, database, listeners, owners, auth, page } = createPage()
  const { rerender } = render(page())
  await advance(1_000)
  rerender(page('hidden'))
  await advance(60_000)
  expect(listeners()).toBe(0)
  expect(realtime.joined()).toEqual([])
  database.commit()
  rerender(page())
  await advance(2_000)
  expect(screen.getByText('1 live')).toBeDefined()
  expect(listeners()).toBe(1)

  rerender(page('hidden'))
  await advance(60_000)
  auth.signIn(BERT)
  rerender(page())
  await advance(2_000)
  expect(owners).toEqual([false])
  expect(screen.queryByText(/live/)).toBeNull()
})

test('a move within the page costs the provider nothing', async () => {
  const { realtime, listeners, page } = createPage()
  const { rerender } = render(page())
  await advance(1_000)
  for (let move = 0; move < 5; move += 1) {
    rerender(page('hidden'))
    await advance(300)
    rerender(page())
    await advance(300)
  }
  expect(realtime.received.filter(({ event }) => event === 'phx_join')).toHaveLength(1)
  expect(listeners()).toBe(1)
})
