import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BERT } from './harness'
import { createTabWorld, type OpenTab } from './tab-world'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const live = (value: number) => ({ status: 'live', data: { value } })

async function threeTabs() {
  const world = createTabWorld()
  const tabs: [OpenTab, OpenTab, OpenTab] = [world.open(), world.open(), world.open()]
  await advance(1_000)
  for (const { store } of tabs) expect(store.getSnapshot()).toMatchObject(live(0))
  const leader = tabs.find(({ tab }) => tab === world.leader())
  if (!leader) throw new Error('Nobody leads.')
  const others = tabs.filter((tab) => tab !== leader)
  return { ...world, tabs, leader, others, leaderTab: world.leader }
}

describe('tabs of one browser', () => {
  test('share one socket and one channel, and know how many they are', async () => {
    const { realtime, database, tabs } = await threeTabs()
    expect(realtime.socketCount()).toBe(1)
    expect(realtime.joined()).toHaveLength(1)
    for (const { client } of tabs) expect(client.sync.getSnapshot().tabCount).toBe(3)
    const value = database.commit()
    await advance(500)
    for (const { store } of tabs) expect(store.getSnapshot()).toMatchObject(live(value))
  })

  test('a tab that watches more has it watched by the leader, for as long as it watches', async () => {
    const { realtime, database, open, leader } = await threeTabs()
    // Their rows are not Anna's to see, but the watch is hers to make.
    const wide = open({ owner: BERT })
    await advance(500)
    expect(realtime.socketCount()).toBe(1)
    expect(realtime.joined()).toHaveLength(2)
    expect(wide.store.getSnapshot().status).toBe('live')
    wide.leave()
    await advance(5_000)
    expect(realtime.joined()).toHaveLength(1)
    const value = database.commit()
    await advance(500)
    expect(leader.store.getSnapshot()).toMatchObject(live(value))
    expect(leader.client.sync.getSnapshot().tabCount).toBe(3)
  })

  test('a leader whose page has no view left goes on serving the others', async () => {
    const { realtime, database, leader, others } = await threeTabs()
    leader.leave()
    await advance(10_000)
    const value = database.commit()
    await advance(500)
    for (const { store } of others) expect(store.getSnapshot()).toMatchObject(live(value))
    expect(realtime.socketCount()).toBe(1)
  })

  test('one tab is live as fast as without others', async () => {
    const world = createTabWorld()
    const { store } = world.open()
    await advance(60)
    expect(store.getSnapshot()).toMatchObject({ isSubscribed: true, data: { value: 0 } })
  })

  test('each reads for itself: an event costs one read a tab, and a new tab none of the others', async () => {
    const { database, open } = await threeTabs()
    const before = database.reads
    database.commit()
    await advance(1_000)
    expect(database.reads - before).toBe(3)
    open()
    await advance(1_000)
    // Its first, and the catch-up.
    expect(database.reads - before).toBeLessThanOrEqual(5)
  })
})

describe('when the leader goes', () => {
  test.each(['closed', 'crashed'] as const)(
    '%s: another takes over at once, and nothing is lost',
    async (how) => {
      const { realtime, database, leader, others } = await threeTabs()
      if (how === 'closed') leader.client.close()
      leader.tab.kill()
      if (how === 'crashed') realtime.drop()
      const value = database.commit()
      await advance(2_000)
      for (const { store, client } of others) {
        expect(store.getSnapshot()).toMatchObject(live(value))
        expect(client.sync.getSnapshot().tabCount).toBe(2)
      }
      expect(realtime.joined()).toHaveLength(how === 'closed' ? 1 : realtime.joined().length)
      const next = database.commit()
      await advance(500)
      for (const { store } of others) expect(store.getSnapshot()).toMatchObject(live(next))
    },
  )

  test('frozen: a visible tab takes over within 2 s, and the old leader follows when thawed', async () => {
    const { realtime, database, leader, others, tabs } = await threeTabs()
    leader.tab.freeze()
    await advance(100)
    const value = database.commit()
    await advance(1_900)
    for (const { store } of others) expect(store.getSnapshot()).toMatchObject(live(value))
    leader.tab.thaw()
    await advance(12_000)
    expect(realtime.openSockets()).toBe(1)
    expect(realtime.joined()).toHaveLength(1)
    const next = database.commit()
    await advance(500)
    for (const { store } of tabs) expect(store.getSnapshot()).toMatchObject(live(next))
  })

  test('nobody claims to be live while nobody hears the server', async () => {
    const { realtime, leader, others } = await threeTabs()
    realtime.network.joinMs = 3_000
    leader.client.close()
    leader.tab.kill()
    await advance(500)
    for (const { store } of others) expect(store.getSnapshot()).toMatchObject({ status: 'syncing' })
    await advance(5_000)
    for (const { store } of others) expect(store.getSnapshot().status).toBe('live')
  })

  test('hidden tabs ask nobody; the first to become visible finds the frozen leader out', async () => {
    const { database, leader, others } = await threeTabs()
    for (const { page } of others) page.set({ isVisible: false })
    leader.tab.freeze()
    await advance(60_000)
    const value = database.commit()
    others[0]?.page.set({ isVisible: true })
    await advance(2_000)
    expect(others[0]?.store.getSnapshot()).toMatchObject(live(value))
  })

  test('a tab hidden for minutes hands over to a visible one', async () => {
    const { leader, others, realtime, ...world } = await threeTabs()
    for (const { page } of [leader, ...others.slice(1)]) page.set({ isVisible: false })
    await advance(60_000)
    expect(world.leaderTab()).toBe(leader.tab)
    await advance(80_000)
    expect(world.leaderTab()).toBe(others[0]?.tab)
    expect(realtime.openSockets()).toBe(1)
    for (const { store } of [leader, ...others]) expect(store.getSnapshot().status).toBe('live')
  })
})

describe('trouble is shared, too', () => {
  test('every tab says that the server is away, and comes back', async () => {
    const { realtime, tabs, database } = await threeTabs()
    realtime.network.isReachable = false
    realtime.drop()
    await advance(1_000)
    for (const { store } of tabs) expect(store.getSnapshot().status).toBe('polling')
    const value = database.commit()
    realtime.network.isReachable = true
    await advance(20_000)
    for (const { store } of tabs) expect(store.getSnapshot()).toMatchObject(live(value))
    expect(realtime.openSockets()).toBe(1)
  })

  test('retry in any tab makes the leader look at once', async () => {
    const { realtime, others } = await threeTabs()
    realtime.network.isReachable = false
    realtime.drop()
    await advance(120_000)
    realtime.network.isReachable = true
    others[0]?.client.retry()
    await advance(500)
    for (const { store } of others) expect(store.getSnapshot().status).toBe('live')
  })

  test('a session that ended empties every tab by the next heartbeat', async () => {
    const { auth, realtime, tabs } = await threeTabs()
    auth.signOut()
    await advance(16_000)
    for (const { store } of tabs) {
      expect(store.getSnapshot()).toMatchObject({ data: undefined, status: 'offline' })
    }
    expect(realtime.joined()).toEqual([])
  })

  test('tabs of different users share nothing', async () => {
    const { auth, realtime, open, tabs } = await threeTabs()
    auth.signIn(BERT)
    const bert = open({ userId: BERT })
    await advance(30_000)
    expect(bert.store.getSnapshot()).toMatchObject({ status: 'live', data: { userId: BERT } })
    for (const { store } of tabs) expect(store.getSnapshot().data).toBeUndefined()
    expect(realtime.openSockets()).toBe(1)
  })

  test('a browser without locks gives each tab a connection of its own', async () => {
    const world = createTabWorld()
    world.browser.refusesLocks = true
    const tabs = [world.open(), world.open()]
    await advance(1_000)
    const value = world.database.commit()
    await advance(500)
    for (const { store, client } of tabs) {
      expect(store.getSnapshot()).toMatchObject(live(value))
      expect(client.sync.getSnapshot().tabCount).toBe(1)
    }
    expect(world.realtime.openSockets()).toBe(2)
  })
})
