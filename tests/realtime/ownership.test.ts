import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveClient } from '@/lib/realtime/live-client'
import { ANNA, BERT, counterQuery, createWorld } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ignore = () => {}

async function liveWorld() {
  const world = createWorld()
  const store = world.open()
  store.subscribe(ignore)
  await advance(1_000)
  world.database.commit()
  await advance(1_000)
  expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value: 1 } })
  return { ...world, store }
}

const EMPTY = { data: undefined, asOf: undefined, error: { code: 'unauthenticated' }, status: 'offline' }

test('sign-out in this tab closes every channel and clears every view', async () => {
  const { supabase, realtime, store } = await liveWorld()
  await Promise.all([supabase.auth.signOut({ scope: 'local' }), advance(50)])
  expect(realtime.joined()).toEqual([])
  expect(store.getSnapshot()).toMatchObject({ ...EMPTY, cause: { code: 'signed-out' } })
  const joins = realtime.received.length
  await advance(120_000)
  expect(realtime.joined()).toEqual([])
  expect(realtime.received.slice(joins).filter(({ event }) => event === 'phx_join')).toEqual([])
})

test('a session that ended behind our back is noticed on becoming visible, and by the next heartbeat', async () => {
  for (const notice of ['visible', 'heartbeat'] as const) {
    const { auth, page, realtime, store } = await liveWorld()
    auth.signOut()
    if (notice === 'visible') page.send('visible')
    await advance(notice === 'visible' ? 50 : 16_000)
    expect(store.getSnapshot()).toMatchObject(EMPTY)
    expect(realtime.joined()).toEqual([])
  }
})

test('rows read with another user’s cookies are never shown', async () => {
  const { auth, database, store } = await liveWorld()
  const seen: unknown[] = []
  store.subscribe(() => seen.push(store.getSnapshot().data?.userId))
  // Signed in as someone else in another tab: from now on, actions of this tab run as Bert.
  auth.signIn(BERT)
  database.read = async () => ({ success: true, data: { userId: BERT, value: 1_000 } })
  await Promise.all([store.refetch(), advance(1_000)])
  expect(seen).not.toContain(BERT)
  expect(store.getSnapshot()).toMatchObject(EMPTY)
})

test('an answer that comes after the sign-out is dropped, even if the same user is back by then', async () => {
  const { auth, database, page, realtime, store } = await liveWorld()
  realtime.network.eventDelaysMs = () => []
  database.readMs = () => 500
  const late = database.commit()
  void store.refetch()
  await advance(600)
  auth.signOut()
  page.send('visible')
  await advance(50)
  expect(store.getSnapshot()).toMatchObject(EMPTY)

  const seen: unknown[] = []
  store.subscribe(() => seen.push(store.getSnapshot().data?.value))
  const value = database.commit()
  auth.signIn(ANNA)
  await advance(5_000)
  expect(store.getSnapshot().data).toMatchObject({ value })
  expect(seen).not.toContain(late)
})

test('the same user signing in again brings the views back, with new data', async () => {
  const { auth, database, page, realtime, supabase, store, client } = await liveWorld()
  const told: boolean[] = []
  client.onOwnerChange((isOwned) => told.push(isOwned))
  auth.signOut()
  page.send('visible')
  await advance(5_000)
  const value = database.commit()
  auth.signIn(ANNA)
  await Promise.all([supabase.auth.refreshSession(), advance(2_000)])
  expect(told).toEqual([false, true])
  expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value }, error: null })
  expect(realtime.joined()).toHaveLength(1)
})

test('a view opened after the sign-out shows nothing, not even what the server rendered', async () => {
  const { auth, page, open, database } = await liveWorld()
  auth.signOut()
  page.send('visible')
  await advance(50)
  const before = database.reads
  const store = open(BERT, { data: { userId: BERT, value: 7 } })
  store.subscribe(ignore)
  await advance(10_000)
  expect(store.getSnapshot()).toMatchObject(EMPTY)
  expect(store.getServerSnapshot().data).toBeUndefined()
  expect(database.reads).toBe(before)
})

test('another user gets another client; the first one’s channels are gone at once, for good', async () => {
  const { auth, supabase, realtime, database, page, client, store } = await liveWorld()
  auth.signIn(BERT)
  client.close()
  const second = createLiveClient({ userId: BERT, load: async () => supabase, page })
  const berts = second.store(counterQuery(database), { userId: BERT })
  berts.subscribe(ignore)
  await advance(1_000)
  expect(realtime.joined()).toEqual([`user_credits?user_id=eq.${BERT}`])
  database.commit(ANNA)
  database.commit(BERT)
  await advance(1_000)
  expect(store.getSnapshot().data).toBeUndefined()
  expect(berts.getSnapshot()).toMatchObject({ status: 'live', data: { userId: BERT, value: 1 } })
})

test('offline is not signed out: an expired session that can’t be renewed keeps the last data', async () => {
  const { auth, page, realtime, store } = await liveWorld()
  page.set({ isOnline: false })
  auth.isReachable = false
  realtime.network.isReachable = false
  realtime.drop(1006)
  await advance(2 * 3600_000)
  page.send('visible')
  await advance(5_000)
  expect(store.getSnapshot()).toMatchObject({
    data: { value: 1 },
    status: 'offline',
    cause: { code: 'offline' },
  })
})

test('a visitor without an account can watch public rows', async () => {
  const { auth, supabase, page, database, realtime } = createWorld()
  auth.signOut()
  const client = createLiveClient({ userId: null, load: async () => supabase, page })
  const store = client.store(counterQuery(database), { userId: ANNA })
  store.subscribe(ignore)
  await advance(1_000)
  expect(store.getSnapshot().status).toBe('live')
  expect(realtime.joined()).toHaveLength(1)
})

test('a session that can’t be renewed at the start is not a sign-out', async () => {
  vi.spyOn(console, 'warn').mockImplementation(ignore)
  const { auth, open } = createWorld()
  auth.signIn(ANNA, -60)
  auth.isReachable = false
  const store = open(ANNA, { data: { userId: ANNA, value: 7 } })
  store.subscribe(ignore)
  await advance(60_000)
  expect(store.getSnapshot()).toMatchObject({ data: { userId: ANNA }, error: null, status: 'polling' })
})

test('two clients on one socket do not get into each other’s way', async () => {
  const { supabase, realtime, page, database, store } = await liveWorld()
  const second = createLiveClient({ userId: ANNA, load: async () => supabase, page })
  const other = second.store(counterQuery(database), { userId: ANNA })
  other.subscribe(ignore)
  await advance(1_000)
  expect(other.getSnapshot().status).toBe('live')
  second.close()
  const value = database.commit()
  await advance(1_000)
  expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
  expect(realtime.joined()).toHaveLength(1)
})
