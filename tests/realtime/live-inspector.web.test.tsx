import { act, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LiveInspector } from '@/components/realtime/live-inspector'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { ANNA, counterQuery, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

function Counter({ world }: { world: World }) {
  const [query] = useState(() => counterQuery(world.database))
  const { data } = useLiveQuery(query, { userId: ANNA })
  return <output>{data?.value}</output>
}

function Page({ world, isInspected = true }: { world: World; isInspected?: boolean }) {
  return (
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <Counter world={world} />
      {isInspected && <LiveInspector />}
    </RealtimeProvider>
  )
}

const rows = (label: string) =>
  within(screen.getByRole('region', { name: label }))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent),
    )

test('channels, views and the way of a change are told', async () => {
  const world = createWorld()
  render(<Page world={world} />)
  await advance(1_000)
  expect(rows('Channels')).toEqual([[`user_creditsuser_id=eq.${ANNA}`, '1', 'Live']])
  expect(rows('Views')).toEqual([[`counter{"userId":"${ANNA}"}`, '1', 'Live']])
  expect(rows('Last events')).toEqual([['Nothing was heard yet. Change a row, here or in psql.']])
  world.database.commit()
  await advance(1_000)
  const [event] = rows('Last events')
  expect(event?.[0]).toBe('user_credits')
  for (const duration of event?.slice(2) ?? []) expect(duration).toMatch(/^\d+ ms$/)
  expect(screen.getByText(/^1 took < (20|50) ms/)).toBeDefined()
})

test('a channel that is down says why', async () => {
  const world = createWorld()
  world.realtime.network.refuses = () => 'Unable to subscribe to changes'
  render(<Page world={world} />)
  await advance(1_000)
  expect(rows('Channels')[0]?.[2]).toBe('DownUnable to subscribe to changes')
})

test('it begins with the first look, and remembers between looks', async () => {
  const world = createWorld()
  const { rerender } = render(<Page world={world} isInspected={false} />)
  await advance(1_000)
  world.database.commit()
  await advance(1_000)
  rerender(<Page world={world} />)
  await advance(1_000)
  expect(rows('Last events')).toHaveLength(1)
  expect(rows('Last events')[0]).toHaveLength(1)
  rerender(<Page world={world} isInspected={false} />)
  await advance(5_000)
  const timers = vi.getTimerCount()
  world.database.commit()
  await advance(1_000)
  expect(vi.getTimerCount()).toBe(timers)
  rerender(<Page world={world} />)
  await advance(1_000)
  expect(rows('Last events')[0]?.[0]).toBe('user_credits')
})

test('the server’s HTML and the first render in the browser are the same', async () => {
  const page = <Page world={createWorld()} />
  const container = document.createElement('div')
  container.innerHTML = renderToString(page)
  const onRecoverableError = vi.fn()
  const root = await act(async () => hydrateRoot(container, page, { onRecoverableError }))
  expect(onRecoverableError).not.toHaveBeenCalled()
  act(() => root.unmount())
})
