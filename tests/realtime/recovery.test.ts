import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fail, ok } from '@/lib/result'
import { ANNA, createWorld } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ignore = () => {}

async function liveWorld() {
  const world = createWorld()
  const store = world.open()
  store.subscribe(ignore)
  await advance(1_000)
  expect(store.getSnapshot().status).toBe('live')
  return { ...world, store }
}

describe('the connection comes back by itself', () => {
  test('first try within 3 s, then less and less often, never at the same moment for all', async () => {
    const firstTries: number[] = []
    for (let run = 0; run < 20; run += 1) {
      const { realtime } = await liveWorld()
      realtime.network.isReachable = false
      realtime.drop()
      const before = realtime.socketCount()
      let waitedMs = 0
      while (realtime.socketCount() === before) {
        await advance(10)
        waitedMs += 10
      }
      firstTries.push(waitedMs)
      await advance(60_000)
      expect(realtime.socketCount() - before).toBeLessThanOrEqual(10)
    }
    expect(Math.max(...firstTries)).toBeLessThanOrEqual(3_000)
    expect(new Set(firstTries).size).toBeGreaterThan(5)
  })

  test('a channel that the server keeps closing is opened less and less often', async () => {
    const { realtime } = await liveWorld()
    const joins = () => realtime.received.filter(({ event }) => event === 'phx_join').length
    const before = joins()
    for (let tick = 0; tick < 600; tick += 1) {
      realtime.closeChannels()
      await advance(100)
    }
    expect(joins() - before).toBeLessThanOrEqual(10)
    expect(joins() - before).toBeGreaterThanOrEqual(4)
  })

  test('a join without an answer, or without a stream, is begun anew', async () => {
    for (const slow of ['joinMs', 'streamMs'] as const) {
      const { realtime, open } = createWorld()
      const usual = { joinMs: 5, streamMs: () => 5 }
      Object.assign(realtime.network, usual, { [slow]: slow === 'joinMs' ? 1_000_000 : () => 1_000_000 })
      const store = open()
      store.subscribe(ignore)
      await advance(20_000)
      expect(store.getSnapshot()).toMatchObject({ status: 'polling', cause: { code: 'timed-out' } })
      Object.assign(realtime.network, usual)
      await advance(30_000)
      expect(store.getSnapshot().status).toBe('live')
    }
  })

  test('a client that can’t be loaded is loaded again', async () => {
    const world = createWorld()
    let loads = 0
    const { createLiveClient } = await import('@/lib/realtime/live-client')
    const { counterQuery } = await import('./harness')
    const client = createLiveClient({
      userId: ANNA,
      page: world.page,
      load: async () => {
        loads += 1
        if (loads < 3) throw new TypeError('Failed to fetch dynamically imported module')
        return world.supabase
      },
    })
    const store = client.store(counterQuery(world.database), { userId: ANNA })
    store.subscribe(ignore)
    await advance(1_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'polling', data: { value: 0 } })
    await advance(10_000)
    expect(store.getSnapshot().status).toBe('live')
  })

  test('a channel that waits for its next try is opened at once on waking up', async () => {
    const { realtime, page, store } = await liveWorld()
    for (let time = 0; time < 3; time += 1) {
      await advance(10_000)
      realtime.closeChannels()
    }
    await advance(100)
    expect(store.getSnapshot().isSubscribed).toBe(false)
    page.send('visible')
    await advance(100)
    expect(store.getSnapshot().isSubscribed).toBe(true)
  })

  test('retry connects and reads at once', async () => {
    const { realtime, client, database, store } = await liveWorld()
    realtime.network.isReachable = false
    realtime.drop()
    await advance(120_000)
    realtime.network.isReachable = true
    const value = database.commit()
    client.retry()
    await advance(300)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
  })
})

describe('waking up', () => {
  test.each(['online', 'visible', 'restored'] as const)('%s reads at once', async (signal) => {
    const { realtime, database, page, store } = await liveWorld()
    realtime.network.eventDelaysMs = () => []
    const value = database.commit()
    page.send(signal)
    await advance(20)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
  })

  test('a socket that died in its sleep is noticed, and live again within 5 s', async () => {
    const { realtime, database, page, store } = await liveWorld()
    page.set({ isVisible: false })
    realtime.network.isSilent = true
    await advance(3_000)
    realtime.drop(1006)
    const value = database.commit()
    realtime.network.isSilent = false
    page.set({ isVisible: true })
    await advance(20)
    expect(store.getSnapshot().data).toMatchObject({ value })
    await advance(5_000)
    expect(store.getSnapshot().status).toBe('live')
  })

  test('a half-open socket is found out without waiting for the heartbeat', async () => {
    const { realtime, page, store } = await liveWorld()
    realtime.network.isSilent = true
    page.send('visible')
    await advance(2_500)
    expect(store.getSnapshot()).toMatchObject({ isSubscribed: false, status: 'polling' })
    realtime.network.isSilent = false
    await advance(4_000)
    expect(store.getSnapshot().status).toBe('live')
  })

  test('an expired token is renewed before the channel is joined again', async () => {
    const { realtime, auth, page, store } = await liveWorld()
    // Slower than the socket: who does not wait for it joins with the dead token.
    auth.refreshMs = 300
    const before = realtime.received.length
    // Asleep, no timer runs.
    vi.setSystemTime(Date.now() + 2 * 3600_000)
    realtime.drop(1006)
    page.send('visible')
    await advance(1_000)
    expect(store.getSnapshot().status).toBe('live')
    const joins = realtime.received.slice(before).filter(({ event }) => event === 'phx_join')
    expect(joins.map(({ payload }) => payload.access_token)).toEqual([auth.token()])
  })
})

describe('tokens', () => {
  test('a refreshed token reaches the socket, and the channel outlives the old one', async () => {
    const { realtime, auth, database, store } = await liveWorld()
    const old = auth.token()
    await advance(3600_000 - 60_000)
    expect(auth.token()).not.toBe(old)
    const sent = realtime.received.filter(({ event }) => event === 'access_token')
    expect(sent.at(-1)?.payload).toEqual({ access_token: auth.token() })
    await advance(3600_000)
    const value = database.commit()
    await advance(1_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
    expect(realtime.received.filter(({ event }) => event === 'phx_join')).toHaveLength(1)
  })

  test('a channel that expired is opened anew, with a new token', async () => {
    const { realtime, auth, store } = await liveWorld()
    auth.isReachable = false
    await advance(3600_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'polling' })
    auth.isReachable = true
    await advance(20_000)
    expect(store.getSnapshot().status).toBe('live')
    const joins = realtime.received.filter(({ event }) => event === 'phx_join')
    expect(joins.at(-1)?.payload.access_token).toBe(auth.token())
  })

  test('tokens of 5 s follow each other without a gap, also after sleep', async () => {
    const { realtime, auth, page, open, database } = createWorld()
    auth.lifetimeS = 5
    auth.signIn(ANNA)
    const store = open()
    store.subscribe(ignore)
    await advance(1_000)
    const seen = new Set<string>()
    store.subscribe(() => seen.add(store.getSnapshot().status))
    const tokens = new Set([auth.token()])
    for (let second = 0; second < 16; second += 1) {
      await advance(1_000)
      tokens.add(auth.token())
    }
    expect(tokens.size).toBeGreaterThan(3)
    expect([...seen].filter((status) => status !== 'live')).toEqual([])
    expect(realtime.received.filter(({ event }) => event === 'phx_join')).toHaveLength(1)

    vi.setSystemTime(Date.now() + 3600_000)
    realtime.drop(1006)
    page.send('visible')
    const value = database.commit()
    await advance(5_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value } })
  })

  test('the first join waits for the session', async () => {
    const { realtime, auth, open } = createWorld()
    auth.refreshMs = 300
    auth.signIn(ANNA, 10)
    open().subscribe(ignore)
    await advance(1_000)
    const joins = realtime.received.filter(({ event }) => event === 'phx_join')
    expect(joins.map(({ payload }) => payload.access_token)).toEqual([auth.token()])
  })

  test('a token that a server put into the cookies is used by the next join', async () => {
    const { realtime, auth } = await liveWorld()
    auth.signIn(ANNA)
    realtime.closeChannels()
    await advance(3_000)
    const joins = realtime.received.filter(({ event }) => event === 'phx_join')
    expect(joins.at(-1)?.payload.access_token).toBe(auth.token())
  })
})

describe('a failing read', () => {
  test('keeps the last good data, shows the error, and is tried again while live', async () => {
    const { database, store } = await liveWorld()
    database.failure = () => fail('unavailable', 'The database is away.')
    const value = database.commit()
    await advance(500)
    expect(store.getSnapshot()).toMatchObject({
      status: 'syncing',
      data: { value: 0 },
      error: { code: 'unavailable', message: 'The database is away.' },
      cause: { code: 'read-failed' },
    })
    const before = database.reads
    await advance(30_000)
    expect(database.reads - before).toBeGreaterThanOrEqual(3)
    expect(database.reads - before).toBeLessThanOrEqual(7)
    database.failure = undefined
    await advance(15_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value }, error: null })
  })

  test('a refusal is shown and not repeated', async () => {
    const { database, store } = await liveWorld()
    database.failure = () => fail('forbidden', 'Not yours.')
    database.commit()
    await advance(500)
    const before = database.reads
    await advance(60_000)
    expect(database.reads).toBe(before)
    expect(store.getSnapshot()).toMatchObject({ error: { code: 'forbidden' }, data: { value: 0 } })
  })

  test('a rejected action is an error of the view: network, deploy, bug', async () => {
    const { database, store } = await liveWorld()
    const throwing = (error: Error) => () => {
      throw error
    }
    database.failure = throwing(new TypeError('Failed to fetch'))
    await Promise.all([store.refetch(), advance(500)])
    expect(store.getSnapshot().error).toMatchObject({ code: 'unavailable' })

    database.failure = throwing(new Error('Failed to find Server Action "x"'))
    await Promise.all([store.refetch(), advance(500)])
    expect(store.getSnapshot()).toMatchObject({
      error: { code: 'unavailable' },
      cause: { code: 'new-version' },
    })

    database.failure = throwing(new Error('secret: select * from users'))
    await Promise.all([store.refetch(), advance(500)])
    expect(store.getSnapshot().error).toEqual({
      code: 'internal',
      message: 'The latest data could not be read.',
    })
  })
})

describe('the page as a whole', () => {
  test('counts what a catch-up after a gap brought, until it is acknowledged', async () => {
    const { realtime, database, client, page, store } = await liveWorld()
    const missed = () => client.sync.getSnapshot().missedCount
    database.commit()
    await advance(1_000)
    expect(missed()).toBe(0)
    page.set({ isVisible: false })
    realtime.network.isReachable = false
    realtime.drop()
    for (let change = 0; change < 12; change += 1) database.commit()
    await advance(60_000)
    realtime.network.isReachable = true
    page.set({ isVisible: true })
    await advance(5_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value: 13 } })
    expect(missed()).toBe(12)
    client.sync.acknowledge()
    expect(missed()).toBe(0)
  })

  test('what commits between the render and the first subscription was not missed by anyone', async () => {
    const { database, client, open } = createWorld()
    const causes: string[] = []
    const store = open(ANNA, { data: { userId: ANNA, value: 0 } })
    store.onUpdate((_next, _previous, cause) => causes.push(cause))
    store.subscribe(ignore)
    database.commit()
    await advance(1_000)
    expect(store.getSnapshot()).toMatchObject({ status: 'live', data: { value: 1 } })
    expect(causes).toEqual(['start'])
    expect(client.sync.getSnapshot().missedCount).toBe(0)
  })

  test('is as well as its worst view, and says since when', async () => {
    const { realtime, client, page } = await liveWorld()
    const start = client.sync.getSnapshot()
    expect(start).toMatchObject({ status: 'live', viewCount: 1, cause: null, lastEventAt: null })
    await advance(60_000)
    expect(Date.now() - (client.sync.getSnapshot().lastSyncAt ?? 0)).toBeLessThan(20_000)

    realtime.network.isReachable = false
    realtime.drop()
    page.set({ isOnline: false })
    await advance(60_000)
    const cut = client.sync.getSnapshot()
    expect(cut).toMatchObject({ status: 'offline', cause: { code: 'offline' } })
    expect(Date.now() - (cut.lastSyncAt ?? 0)).toBeGreaterThan(55_000)
  })

  test('short reads are not mentioned, long ones are', async () => {
    const { database, client } = await liveWorld()
    const seen: string[] = []
    client.sync.subscribe(() => seen.push(client.sync.getSnapshot().status))
    database.readMs = () => 80
    database.commit()
    await advance(1_000)
    expect(new Set(seen)).toEqual(new Set(['live']))
    database.readMs = () => 300
    database.commit()
    await advance(2_000)
    expect(seen).toContain('syncing')
    expect(seen.at(-1)).toBe('live')
  })

  test('listens to the page only while something is live', async () => {
    const world = createWorld()
    expect(world.page.listenerCount()).toBe(0)
    const stop = world.open().subscribe(ignore)
    await advance(1_000)
    expect(world.page.listenerCount()).toBeGreaterThan(0)
    stop()
    await advance(5_000)
    expect(world.page.listenerCount()).toBe(0)
    expect(world.client.sync.getSnapshot().viewCount).toBe(0)
  })

  test('onUpdate tells what changed and why, and nothing when a read found no change', async () => {
    const { realtime, database, store } = await liveWorld()
    const seen: unknown[] = []
    store.onUpdate((next, previous, cause) => seen.push([previous?.value, next.value, cause]))
    database.commit()
    await advance(500)
    await Promise.all([store.refetch(), advance(500)])
    realtime.network.eventDelaysMs = () => []
    database.commit()
    await Promise.all([store.refetch(), advance(500)])
    realtime.network.isReachable = false
    realtime.drop()
    database.commit()
    await advance(6_000)
    realtime.network.isReachable = true
    database.commit()
    await advance(20_000)
    expect(seen.slice(0, 3)).toEqual([
      [0, 1, 'event'],
      [1, 2, 'refetch'],
      [2, 3, 'poll'],
    ])
    expect(seen[3]).toEqual([3, 4, expect.stringMatching(/poll|catch-up/)])
  })

  test('equal data keeps its reference', async () => {
    const { store } = await liveWorld()
    const before = store.getSnapshot().data
    await Promise.all([store.refetch(), advance(500)])
    expect(store.getSnapshot().data).toBe(before)
    expect(ok(before)).toMatchObject({ success: true })
  })
})
