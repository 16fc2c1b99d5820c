import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryKeyValue, type KeyValue } from '@/lib/realtime/key-value'
import { createLastKnown, forgetLastKnown } from '@/lib/realtime/last-known'
import { createLiveClient } from '@/lib/realtime/live-client'
import { fail } from '@/lib/result'
import { ANNA, BERT, counterQuery, createWorld } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ignore = () => {}

/** A tab of Anna's whose counter is kept in `storage`, in that version of its shape. */
function openWorld(storage: KeyValue, { version = 1, isReachable = true } = {}) {
  const world = createWorld()
  if (!isReachable) {
    world.realtime.network.isReachable = false
    world.database.failure = () => fail('unavailable', 'The database is away.')
  }
  const client = createLiveClient({
    userId: ANNA,
    load: async () => world.supabase,
    page: world.page,
    keepLastKnown: async () => createLastKnown(ANNA, storage),
  })
  const query = { ...counterQuery(world.database), lastKnown: { version } }
  const store = client.store(query, { userId: ANNA })
  store.subscribe(ignore)
  return { ...world, client, store }
}

async function keepOne(storage: KeyValue) {
  const world = openWorld(storage)
  await advance(1_000)
  const value = world.database.commit()
  await advance(3_000)
  expect(world.store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
  return { ...world, value }
}

test('what was on screen last is there again when the server can’t be reached, with its as-of', async () => {
  const storage = createMemoryKeyValue()
  const { value, store } = await keepOne(storage)
  const later = openWorld(storage, { isReachable: false })
  await advance(1_000)
  expect(later.store.getSnapshot()).toMatchObject({
    data: { userId: ANNA, value },
    asOf: store.getSnapshot().asOf,
    error: { code: 'unavailable' },
  })
})

test('it never takes the place of an answer', async () => {
  const storage = createMemoryKeyValue()
  await keepOne(storage)
  let find = () => {}
  const found = new Promise<void>((resolve) => {
    find = resolve
  })
  const slow = {
    ...storage,
    entries: async () => {
      await found
      return storage.entries()
    },
  }
  const later = openWorld(slow)
  await advance(3_000)
  expect(later.store.getSnapshot()).toMatchObject({ status: 'live', data: { value: 0 } })
  find()
  await advance(1_000)
  expect(later.store.getSnapshot()).toMatchObject({ status: 'live', data: { value: 0 } })
})

test('data of another shape is left alone', async () => {
  const storage = createMemoryKeyValue()
  await keepOne(storage)
  const later = openWorld(storage, { version: 2, isReachable: false })
  await advance(1_000)
  expect(later.store.getSnapshot().data).toBeUndefined()
})

test('data that is a week old is not shown', async () => {
  const storage = createMemoryKeyValue()
  await keepOne(storage)
  vi.setSystemTime(Date.now() + 8 * 24 * 3600_000)
  const later = openWorld(storage, { isReachable: false })
  await advance(1_000)
  expect(later.store.getSnapshot().data).toBeUndefined()
})

test('is gone when the session of the browser ends or changes hands', async () => {
  const storage = createMemoryKeyValue()
  const { auth, page } = await keepOne(storage)
  expect(await storage.entries()).toHaveLength(1)
  auth.signIn(BERT)
  page.send('visible')
  await advance(5_000)
  expect(await storage.entries()).toEqual([])
})

test('a page of someone else removes it, a page of the same person does not', async () => {
  const storage = createMemoryKeyValue()
  await keepOne(storage)
  await forgetLastKnown((owner) => owner !== ANNA, storage)
  expect(await storage.entries()).toHaveLength(1)
  await forgetLastKnown((owner) => owner !== BERT, storage)
  expect(await storage.entries()).toEqual([])
})

test('keeps a bounded number of answers', async () => {
  const storage = createMemoryKeyValue()
  const world = createWorld()
  const keep = createLastKnown(ANNA, storage)
  for (let number = 0; number < 60; number += 1) {
    const initial = { data: { userId: ANNA, value: number }, asOf: new Date().toISOString() }
    keep.attach(`counter:${number}`, 1, world.open(), initial)
    await advance(1_100)
  }
  expect(await storage.entries()).toHaveLength(50)
})
