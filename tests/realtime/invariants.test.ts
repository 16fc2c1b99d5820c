import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createChannelHub } from '@/lib/realtime/channel-hub'
import { createConnection } from '@/lib/realtime/connection'
import { liveQuery } from '@/lib/realtime/live-query'
import type { LiveSnapshot } from '@/lib/realtime/live-store'
import { ok } from '@/lib/result'
import { ANNA, BERT, type Counter, createWorld, type World } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ignore = () => {}
const ANNAS_ROWS = `user_credits?user_id=eq.${ANNA}`
const BERTS_ROWS = `user_credits?user_id=eq.${BERT}`

/** A world whose first view is live and caught up. */
async function liveWorld() {
  const world = createWorld()
  const store = world.open()
  const stop = store.subscribe(ignore)
  await advance(1_000)
  expect(store.getSnapshot()).toMatchObject({ status: 'live', isSubscribed: true })
  return { ...world, store, stop }
}

/** The states a view goes through, one for each change. */
function record(world: World, pick: (snapshot: LiveSnapshot<Counter>) => unknown) {
  const store = world.open()
  const seen: unknown[] = []
  store.subscribe(() => {
    const next = pick(store.getSnapshot())
    if (next !== seen.at(-1)) seen.push(next)
  })
  return seen
}

describe('1: a channel belongs to a value, never to a component', () => {
  test('equal table and filter share one channel, different ones do not', async () => {
    const { realtime, open } = createWorld()
    const stops = [open(ANNA), open(ANNA), open(BERT)].map((store) => store.subscribe(ignore))
    await advance(1_000)
    expect(realtime.joined()).toEqual([ANNAS_ROWS, BERTS_ROWS])
    expect(realtime.socketCount()).toBe(1)

    stops[0]?.()
    await advance(5_000)
    expect(realtime.joined()).toEqual([ANNAS_ROWS, BERTS_ROWS])
  })

  test('two queries over the same rows share one channel', async () => {
    const { realtime, client, open } = createWorld()
    open().subscribe(ignore)
    const other = liveQuery({
      name: 'other',
      watch: ({ userId }: { userId: string }) => [{ table: 'user_credits', filter: `user_id=eq.${userId}` }],
      read: async () => ok('anything'),
    })
    const store = client.store(other, { userId: ANNA })
    store.subscribe(ignore)
    await advance(1_000)
    expect(realtime.joined()).toEqual([ANNAS_ROWS])
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: 'anything' })
  })

  test('a view that comes to a live channel catches up at once', async () => {
    const { client, database, realtime } = await liveWorld()
    const late = liveQuery({
      name: 'late',
      watch: ({ userId }: { userId: string }) => [{ table: 'user_credits', filter: `user_id=eq.${userId}` }],
      read: () => database.read(ANNA),
    })
    const store = client.store(late, { userId: ANNA }, { data: { userId: ANNA, value: -1 } })
    store.subscribe(ignore)
    await advance(20)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value: 0 } })
    expect(realtime.received.filter(({ event }) => event === 'phx_join')).toHaveLength(1)
  })
})

describe('2: an event marks a key stale, and its payload is never rendered', () => {
  test('what the event says is ignored, what a read says is shown', async () => {
    const { realtime, store, database } = await liveWorld()
    database.commit()
    const lie = { user_id: ANNA, value: 999 }
    realtime.emit({ table: 'user_credits', type: 'UPDATE', record: lie, commitAt: new Date().toISOString() })
    const seen: (number | undefined)[] = []
    store.subscribe(() => seen.push(store.getSnapshot().data?.value))
    await advance(1_000)
    expect(new Set(seen)).toEqual(new Set([1]))
  })
})

describe('3: live begins when changes flow, followed by one catch-up read', () => {
  test('a joined channel is not live before the system message, nor before the catch-up read', async () => {
    const world = createWorld()
    world.realtime.network.streamMs = () => 2_000
    world.database.readMs = () => 50
    const store = world.open(ANNA, { data: { userId: ANNA, value: 0 } })
    store.subscribe(ignore)
    await advance(1_900)
    expect(world.realtime.joined()).toEqual([ANNAS_ROWS])
    expect(store.getSnapshot()).toMatchObject({ status: 'initializing', isSubscribed: false })
    expect(world.database.reads).toBe(0)

    await advance(150)
    expect(store.getSnapshot()).toMatchObject({ status: 'initializing', isSubscribed: true })
    await advance(1_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', isSubscribed: true })
    expect(world.database.reads).toBe(1)
  })

  test('a change between the first render and the subscription is shown', async () => {
    const world = createWorld()
    const store = world.open(ANNA, { data: { userId: ANNA, value: 0 }, asOf: new Date().toISOString() })
    await advance(500)
    store.subscribe(ignore)
    await advance(3)
    world.database.commit()
    await advance(1_000)
    expect(store.getSnapshot().data?.value).toBe(1)
  })

  test('the same after every rejoin', async () => {
    const { realtime, database, store } = await liveWorld()
    for (const cut of [
      () => realtime.drop(),
      () => realtime.closeChannels(),
      () => realtime.crashChannels(),
    ]) {
      cut()
      await advance(50)
      expect(store.getSnapshot()).toMatchObject({ status: 'polling', isSubscribed: false })
      const value = database.commit()
      const readsBefore = database.reads
      await advance(3_000)
      expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
      expect(database.reads - readsBefore).toBe(1)
    }
  })

  test('a read that began before does not count as the catch-up', async () => {
    const world = createWorld()
    world.database.readMs = () => 200
    const store = world.open()
    store.subscribe(ignore)
    await advance(420)
    expect(store.getSnapshot()).toMatchObject({
      status: 'initializing',
      isSubscribed: true,
      data: { value: 0 },
    })
    await advance(1_000)
    expect(store.getSnapshot().status).toBe('live')
  })

  test('a renewed subscription reads again, and stays live meanwhile', async () => {
    const { realtime, database, client } = await liveWorld()
    const seen: string[] = []
    client.sync.subscribe(() => seen.push(client.sync.getSnapshot().status))
    const before = database.reads
    database.readMs = () => 50
    realtime.announce()
    await advance(1_000)
    expect(database.reads - before).toBe(1)
    expect(new Set(seen)).toEqual(new Set(['live']))
  })

  test('a view of several watches is live when all of them are', async () => {
    const { realtime, client, database } = createWorld()
    realtime.network.streamMs = (table) => (table === 'profiles' ? 3_000 : 5)
    realtime.network.refuses = (table) => (table === 'profiles' ? 'Unable to subscribe' : undefined)
    const both = liveQuery({
      name: 'both',
      watch: (_: null) => [{ table: 'user_credits' }, { table: 'profiles' }],
      read: () => database.read(ANNA),
    })
    const store = client.store(both, null)
    store.subscribe(ignore)
    await advance(2_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'initializing', isSubscribed: false })
    await advance(1_100)
    expect(store.getSnapshot()).toMatchObject({ status: 'polling', cause: { code: 'refused' } })
    realtime.network.refuses = () => undefined
    await advance(10_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live' })
  })
})

describe('4: one read a key at a time, at most one waiting, late answers dropped', () => {
  test('a burst of 100 changes costs 2 reads', async () => {
    for (const readMs of [1, 4, 20, 60]) {
      const { database, store } = await liveWorld()
      database.readMs = () => readMs
      database.knowsAsOf = () => false
      const before = database.reads
      for (let change = 0; change < 100; change += 1) {
        database.commit()
        await advance(2)
      }
      await advance(1_000)
      expect(store.getSnapshot().data?.value).toBe(100)
      expect(database.reads - before).toBe(2)
      expect(database.readsAtOnce).toBe(1)
    }
  })

  test('the first event is read at once; a steady stream is read at most 7 times a second', async () => {
    const { database, store } = await liveWorld()
    const before = database.reads
    database.commit()
    await advance(15)
    expect(store.getSnapshot().data?.value).toBe(1)
    for (let change = 0; change < 1_000; change += 1) {
      database.commit()
      await advance(10)
    }
    const perSecond = (database.reads - before) / 10
    expect(perSecond).toBeLessThanOrEqual(7)
    expect(perSecond).toBeGreaterThanOrEqual(3)
  })

  test('a late answer never replaces a newer one', async () => {
    const { database, store } = await liveWorld()
    database.readMs = () => 20_000
    database.commit()
    await advance(16_000)
    expect(store.getSnapshot()).toMatchObject({ data: { value: 0 }, error: { code: 'unavailable' } })
    database.readMs = () => 1
    database.commit()
    await advance(1_000)
    expect(store.getSnapshot()).toMatchObject({ data: { value: 2 }, error: null })
    const seen: (number | undefined)[] = []
    store.subscribe(() => seen.push(store.getSnapshot().data?.value))
    await advance(60_000)
    expect(seen.filter((value) => value !== 2)).toEqual([])
  })

  test('an answer on its way does not replace newer data of a server render', async () => {
    const { database, store } = await liveWorld()
    database.readMs = () => 300
    database.commit()
    await advance(400)
    database.commit()
    store.offer({ data: { userId: ANNA, value: 2 }, asOf: new Date().toISOString() })
    const seen = [store.getSnapshot().data?.value]
    store.subscribe(() => seen.push(store.getSnapshot().data?.value))
    await advance(5_000)
    expect(new Set(seen)).toEqual(new Set([2]))
    store.offer({ data: { userId: ANNA, value: 1 }, asOf: '2020-01-01T00:00:00Z' })
    expect(store.getSnapshot().data?.value).toBe(2)
  })

  test('a server render that is older than the event which is being read for does not end the reading', async () => {
    const { realtime, database, store } = await liveWorld()
    database.knowsAsOf = () => false
    database.readMs = () => 100
    realtime.network.eventDelaysMs = () => []
    database.commit()
    const rendered = { data: { userId: ANNA, value: 1 }, asOf: new Date(Date.now() + 2).toISOString() }
    await advance(10)
    realtime.network.eventDelaysMs = () => [2]
    database.commit()
    await advance(50)
    store.offer(rendered)
    expect(store.getSnapshot().data?.value).toBe(1)
    await advance(1_000)
    expect(store.getSnapshot().data?.value).toBe(2)
  })

  test('a read of data as of an event’s commit makes that event moot', async () => {
    const { database, realtime, store } = await liveWorld()
    realtime.network.eventDelaysMs = () => [100]
    database.commit()
    await advance(10)
    await Promise.all([store.refetch(), advance(50)])
    expect(store.getSnapshot().data?.value).toBe(1)
    const before = database.reads
    await advance(1_000)
    expect(database.reads).toBe(before)
  })

  test('an event that arrives during a read is moot when the answer holds it', async () => {
    const { database, store } = await liveWorld()
    database.readMs = () => 20
    const before = database.reads
    database.commit()
    await advance(10)
    database.commit()
    await advance(1_000)
    expect(store.getSnapshot().data?.value).toBe(2)
    expect(database.reads - before).toBe(1)
  })

  test('an event older than what the server rendered is moot', async () => {
    const { realtime, database, client } = await liveWorld()
    realtime.network.eventDelaysMs = () => [500]
    database.commit()
    await advance(10)
    const read = vi.fn(async () => ok({ userId: ANNA, value: 1 }))
    const rendered = liveQuery({
      name: 'rendered',
      watch: () => [{ table: 'user_credits', filter: `user_id=eq.${ANNA}` }],
      read,
    })
    const initial = { data: { userId: ANNA, value: 1 }, asOf: new Date().toISOString() }
    client.store(rendered, null, initial).subscribe(ignore)
    await advance(2_000)
    // The catch-up, whose answer has no as-of, and nothing for the event.
    expect(read).toHaveBeenCalledTimes(1)
  })

  test('without an as-of, or with a commit in the same millisecond, the event is read', async () => {
    const { database, realtime, store } = await liveWorld()
    realtime.network.eventDelaysMs = () => [100]
    database.readMs = () => 0
    database.knowsAsOf = () => false
    database.commit()
    await Promise.all([store.refetch(), advance(50)])
    const before = database.reads
    await advance(1_000)
    expect(database.reads - before).toBe(1)
  })

  test('refetch settles after a read that began after the call', async () => {
    const { database, store } = await liveWorld()
    database.readMs = () => 50
    database.commit()
    await advance(60)
    // The read in flight has seen value 1 already.
    database.commit()
    let isSettled = false
    void store.refetch().then(() => {
      isSettled = true
    })
    await advance(50)
    expect(isSettled).toBe(false)
    await advance(300)
    expect(isSettled).toBe(true)
    expect(store.getSnapshot().data?.value).toBe(2)
  })
})

describe('5: a filter is built from a value that exists, or there is no channel', () => {
  test('a filter without a value is refused before it reaches a server', async () => {
    const { supabase, realtime } = createWorld()
    const connection = createConnection(supabase, ANNA, { onOwnerChange: ignore, onAlive: ignore })
    const hub = createChannelHub(async () => connection)
    const listener = { onEvent: ignore, onLive: ignore, onDown: ignore }
    for (const filter of ['user_id=eq.undefined', 'user_id=eq.null', 'user_id=eq.', 'user_id', '']) {
      expect(() => hub.watch([{ table: 'user_credits', filter }], listener)).toThrow(/has no value/)
    }
    await advance(1_000)
    expect(realtime.received).toEqual([])
  })

  test('a row that leaves someone’s sight is noticed through the second watch', async () => {
    const { client, realtime, database } = createWorld()
    const membership = liveQuery({
      name: 'membership',
      watch: (_: null) => [{ table: 'user_credits' }, { table: 'profiles', filter: `id=eq.${ANNA}` }],
      read: () => database.read(ANNA),
    })
    client.store(membership, null).subscribe(ignore)
    await advance(1_000)
    const before = database.reads
    const commitAt = new Date().toISOString()
    realtime.emit({ table: 'profiles', type: 'UPDATE', record: { id: ANNA }, commitAt })
    await advance(1_000)
    expect(database.reads - before).toBe(1)
  })
})

describe('6: leaving is delayed a little', () => {
  test('a view that comes back at once keeps its channel and reads nothing', async () => {
    const { realtime, store, stop, database } = await liveWorld()
    const before = database.reads
    stop()
    await advance(500)
    const stopAgain = store.subscribe(ignore)
    await advance(1_000)
    expect(realtime.received.filter(({ event }) => event === 'phx_join')).toHaveLength(1)
    expect(database.reads).toBe(before)
    stopAgain()
    await advance(5_000)
    expect(realtime.joined()).toEqual([])
  })

  test('twenty navigations leave no channel behind', async () => {
    const { realtime, open } = createWorld()
    for (let step = 0; step < 20; step += 1) {
      const stop = open(step % 2 ? ANNA : BERT).subscribe(ignore)
      await advance(step * 100)
      stop()
    }
    await advance(5_000)
    expect(realtime.joined()).toEqual([])
    await advance(60_000)
    expect(realtime.openSockets()).toBe(0)
  })

  test('a view that comes back late shows what it had and reads again', async () => {
    const { store, stop, database } = await liveWorld()
    stop()
    await advance(60_000)
    database.commit()
    store.subscribe(ignore)
    expect(store.getSnapshot()).toMatchObject({ data: { value: 0 }, isSubscribed: false })
    await advance(20)
    expect(store.getSnapshot().data?.value).toBe(1)
  })
})

describe('7: on loss, poll while visible; back to live through a read', () => {
  test('polls every 5 s, give or take, and not when live', async () => {
    const { realtime, database } = await liveWorld()
    const before = database.reads
    await advance(60_000)
    expect(database.reads).toBe(before)

    realtime.network.isReachable = false
    realtime.drop()
    await advance(60_000)
    expect(database.reads - before).toBeGreaterThanOrEqual(10)
    expect(database.reads - before).toBeLessThanOrEqual(14)
    realtime.network.isReachable = true
    await advance(20_000)
    const afterReturn = database.reads
    await advance(60_000)
    expect(database.reads).toBe(afterReturn)
  })

  test('nothing polls in a hidden tab, nor offline; becoming visible reads at once', async () => {
    const { realtime, database, page, store } = await liveWorld()
    realtime.network.isReachable = false
    realtime.drop()
    page.set({ isVisible: false })
    const before = database.reads
    await advance(60_000)
    expect(database.reads).toBe(before)

    const value = database.commit()
    page.set({ isVisible: true })
    await advance(20)
    expect(store.getSnapshot()).toMatchObject({ data: { value }, status: 'polling' })

    page.set({ isOnline: false })
    const beforeOffline = database.reads
    await advance(60_000)
    expect(database.reads).toBe(beforeOffline)
    expect(store.getSnapshot()).toMatchObject({ status: 'offline', cause: { code: 'offline' } })
  })

  test('the way back leads through a read', async () => {
    const { realtime, ...world } = await liveWorld()
    const seen = record({ realtime, ...world }, ({ status }) => status)
    realtime.drop()
    await advance(5_000)
    expect(seen).toEqual(['polling', 'syncing', 'live'])
  })
})

describe('8: reads wait for each other here, so that a write never waits behind a queue of them', () => {
  test('many stale views read one after another', async () => {
    const { client, database } = createWorld()
    const many = liveQuery({
      name: 'many',
      watch: (_: { index: number }) => [{ table: 'user_credits' }],
      read: () => database.read(ANNA),
    })
    const stores = [0, 1, 2, 3, 4].map((index) => client.store(many, { index }))
    for (const store of stores) store.subscribe(ignore)
    await advance(1_000)
    database.commit()
    await advance(1_000)
    expect(database.readsAtOnce).toBe(1)
    expect(stores.map((store) => store.getSnapshot().data?.value)).toEqual([1, 1, 1, 1, 1])
  })

  test('a read without an answer holds up the others for 15 s at most', async () => {
    const { client, database, open } = createWorld()
    const stuck = liveQuery({
      name: 'stuck',
      watch: (_: null) => [{ table: 'profiles' }],
      read: () => new Promise<never>(ignore),
    })
    client.store(stuck, null).subscribe(ignore)
    const store = open()
    store.subscribe(ignore)
    await advance(15_500)
    expect(store.getSnapshot().data).toEqual({ userId: ANNA, value: 0 })
    expect(database.reads).toBeGreaterThan(0)
  })
})
