import { act, render, screen } from '@testing-library/react'
import { Activity, StrictMode, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Snapshot } from '@/lib/realtime/live-query'
import type { OnUpdate } from '@/lib/realtime/live-store'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { useLiveQuery } from '@/lib/realtime/use-live-query'
import { useSyncStatus } from '@/lib/realtime/use-sync-status'
import { ANNA, BERT, type Counter, counterQuery, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

type ViewProps = {
  world: World
  userId?: string | null
  initial?: Snapshot<Counter>
  enabled?: boolean
  onUpdate?: OnUpdate<Counter>
}

function View({ world, userId = ANNA, ...options }: ViewProps) {
  const [query] = useState(() => counterQuery(world.database))
  const { data, error, isLoading, isSubscribed, status } = useLiveQuery(
    query,
    userId === null ? null : { userId },
    options,
  )
  return (
    <p>
      {data ? `${data.userId === ANNA ? 'Anna' : 'Bert'} ${data.value}` : 'nothing'}
      {isLoading && ' loading'}
      {isSubscribed && ' subscribed'} {status} {error?.code}
    </p>
  )
}

function Page({ world, userId = ANNA, ...props }: ViewProps) {
  return (
    <RealtimeProvider userId={userId} load={async () => world.supabase}>
      <View world={world} userId={userId} {...props} />
    </RealtimeProvider>
  )
}

function Status() {
  const { status, viewCount, cause, retry } = useSyncStatus()
  return <button type="button" onClick={retry}>{`${status} ${viewCount} ${cause?.code}`}</button>
}

const shown = () => screen.queryByRole('paragraph')?.textContent?.replaceAll(/\s+/g, ' ').trim()
const joins = ({ realtime }: World) => realtime.received.filter(({ event }) => event === 'phx_join').length

test('StrictMode opens one channel and reads once', async () => {
  const world = createWorld()
  render(
    <StrictMode>
      <Page world={world} initial={{ data: { userId: ANNA, value: 0 } }} />
    </StrictMode>,
  )
  expect(shown()).toBe('Anna 0 initializing')
  await advance(5_000)
  expect(shown()).toBe('Anna 0 subscribed live')
  expect(joins(world)).toBe(1)
  expect(world.realtime.joined()).toHaveLength(1)
  expect(world.database.reads).toBe(1)
})

test('many components of one view share one channel, one socket and each read', async () => {
  const world = createWorld()
  render(
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      {[1, 2, 3].map((key) => (
        <View key={key} world={world} />
      ))}
    </RealtimeProvider>,
  )
  await advance(1_000)
  const before = world.database.reads
  world.database.commit()
  await advance(1_000)
  expect(screen.getAllByText('Anna 1 subscribed live')).toHaveLength(3)
  expect(world.database.reads - before).toBe(1)
  expect(joins(world)).toBe(1)
  expect(world.realtime.socketCount()).toBe(1)
})

test('twenty fast navigations end with the channel of the last page, and none after the last unmount', async () => {
  const world = createWorld()
  const page = (step: number) => (
    <StrictMode>
      <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
        <View key={step} world={world} userId={step % 2 ? BERT : ANNA} />
      </RealtimeProvider>
    </StrictMode>
  )
  const { rerender, unmount } = render(page(0))
  for (let step = 1; step <= 20; step += 1) {
    rerender(page(step))
    await advance(step * 7)
  }
  await advance(5_000)
  expect(world.realtime.joined()).toEqual([`user_credits?user_id=eq.${ANNA}`])
  expect(joins(world)).toBe(2)
  unmount()
  await advance(5_000)
  expect(world.realtime.joined()).toEqual([])
})

test('no arguments or not enabled: no channel, no read, no client', async () => {
  const world = createWorld()
  const load = vi.fn(async () => world.supabase)
  const page = (userId: string | null, enabled: boolean) => (
    <RealtimeProvider userId={ANNA} load={load}>
      <View world={world} userId={userId} enabled={enabled} />
    </RealtimeProvider>
  )
  const { rerender } = render(page(null, true))
  await advance(10_000)
  expect(shown()).toBe('nothing loading initializing')
  rerender(page(ANNA, false))
  await advance(10_000)
  expect(shown()).toBe('nothing initializing')
  expect(load).not.toHaveBeenCalled()
  expect(world.database.reads).toBe(0)

  rerender(page(ANNA, true))
  await advance(1_000)
  expect(shown()).toBe('Anna 0 subscribed live')
})

test('a hidden Activity leaves; shown again, it has fresh data', async () => {
  const world = createWorld()
  const page = (mode: 'visible' | 'hidden') => (
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <Activity mode={mode}>
        <View world={world} />
      </Activity>
    </RealtimeProvider>
  )
  const { rerender } = render(page('visible'))
  await advance(1_000)
  rerender(page('hidden'))
  await advance(5_000)
  expect(world.realtime.joined()).toEqual([])
  world.database.commit()
  rerender(page('visible'))
  await advance(1_000)
  expect(shown()).toBe('Anna 1 subscribed live')
  expect(world.realtime.joined()).toHaveLength(1)
})

test('another user never sees the rows of the one before, not for one render', async () => {
  const world = createWorld()
  const { rerender } = render(<Page world={world} userId={ANNA} />)
  await advance(1_000)
  expect(shown()).toBe('Anna 0 subscribed live')

  const texts: (string | undefined)[] = []
  const observer = new MutationObserver(() => texts.push(shown()))
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  world.auth.signIn(BERT)
  rerender(<Page world={world} userId={BERT} />)
  expect(shown()).toBe('nothing loading initializing')
  await advance(2_000)
  expect(shown()).toBe('Bert 0 subscribed live')
  expect(texts.filter((text) => text?.startsWith('Anna'))).toEqual([])
  expect(world.realtime.joined()).toEqual([`user_credits?user_id=eq.${BERT}`])
})

test('a sign-out empties the screen and tells the page, once, though StrictMode', async () => {
  const world = createWorld()
  const onOwnerChange = vi.fn()
  render(
    <StrictMode>
      <RealtimeProvider userId={ANNA} load={async () => world.supabase} onOwnerChange={onOwnerChange}>
        <View world={world} initial={{ data: { userId: ANNA, value: 0 } }} />
      </RealtimeProvider>
    </StrictMode>,
  )
  await advance(1_000)
  void world.supabase.auth.signOut({ scope: 'local' })
  await advance(100)
  expect(shown()).toBe('nothing offline unauthenticated')
  expect(onOwnerChange.mock.calls).toEqual([[false]])
  expect(world.realtime.joined()).toEqual([])
})

test('a newer server render is taken over, an older one is not', async () => {
  const world = createWorld()
  world.database.failure = () => ({ success: false, error: { code: 'forbidden', message: 'No.' } })
  const rendered = (value: number, asOf: string) => ({ data: { userId: ANNA, value }, asOf })
  const { rerender } = render(<Page world={world} initial={rendered(1, '2026-01-01T00:00:01Z')} />)
  await advance(1_000)
  rerender(<Page world={world} initial={rendered(2, '2026-01-01T00:00:02Z')} />)
  expect(shown()).toMatch(/^Anna 2/)
  rerender(<Page world={world} initial={rendered(1, '2026-01-01T00:00:01Z')} />)
  expect(shown()).toMatch(/^Anna 2/)
})

test('onUpdate is always the latest one', async () => {
  const world = createWorld()
  const [first, second] = [vi.fn(), vi.fn()]
  const { rerender } = render(<Page world={world} onUpdate={first} />)
  await advance(1_000)
  first.mockClear()
  rerender(<Page world={world} onUpdate={second} />)
  world.database.commit()
  await advance(1_000)
  expect(first).not.toHaveBeenCalled()
  expect(second.mock.calls).toEqual([[{ userId: ANNA, value: 1 }, { userId: ANNA, value: 0 }, 'event']])
})

test('the server’s HTML and the first render in the browser are the same', async () => {
  const world = createWorld()
  const page = (
    <Page world={world} initial={{ data: { userId: ANNA, value: 3 }, asOf: '2026-01-01T00:00:00Z' }} />
  )
  const container = document.createElement('div')
  container.innerHTML = renderToString(page)
  expect(container.textContent).toMatch(/^Anna 3/)
  expect(world.realtime.socketCount()).toBe(0)
  const onRecoverableError = vi.fn()
  const root = await act(async () => hydrateRoot(container, page, { onRecoverableError }))
  expect(onRecoverableError).not.toHaveBeenCalled()
  await advance(1_000)
  expect(container.textContent).toMatch(/^Anna 0 subscribed/)
  act(() => root.unmount())
})

test('the page’s status adds up its views, and retry helps it along', async () => {
  const world = createWorld()
  render(
    <RealtimeProvider userId={ANNA} load={async () => world.supabase}>
      <Status />
      <View world={world} />
    </RealtimeProvider>,
  )
  const status = () => screen.getByRole('button').textContent
  expect(status()).toBe('initializing 1 undefined')
  await advance(1_000)
  expect(status()).toBe('live 1 undefined')
  world.realtime.network.isReachable = false
  world.realtime.drop()
  await advance(60_000)
  expect(status()).toBe('polling 1 disconnected')
  world.realtime.network.isReachable = true
  act(() => screen.getByRole('button').click())
  await advance(300)
  expect(status()).toBe('live 1 undefined')
})

test('a live view without a provider says what is missing', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => render(<View world={createWorld()} />)).toThrow(/RealtimeProvider/)
  vi.restoreAllMocks()
})
