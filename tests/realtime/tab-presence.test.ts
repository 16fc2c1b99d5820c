import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveClient } from '@/lib/realtime/live-client'
import { BERT, createFakeAuth, createFakePage, createTestClient } from './harness'
import { createTabWorld, type OpenTab } from './tab-world'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const PLACE = { topic: 'desk', isPrivate: false }

/** Is at the place, as a page that shows who is there. */
function enter({ client }: OpenTab | ReturnType<typeof openElsewhere>, name: string) {
  const room = client.presence(PLACE)
  if (room === null) throw new Error('Visitors are nobody.')
  room.rename(name)
  const seen: string[][] = []
  const names = () => room.getSnapshot().people.map((person) => person.name)
  const leave = room.subscribe(() => seen.push(names()))
  return { room, leave, names, seen, isCurrent: () => room.getSnapshot().isCurrent }
}

/** Another person's browser, with one tab. */
function openElsewhere(realtime: ReturnType<typeof createTabWorld>['realtime']) {
  const auth = createFakeAuth()
  auth.signIn(BERT)
  const supabase = createTestClient(realtime, auth)
  return { client: createLiveClient({ userId: BERT, load: async () => supabase, page: createFakePage() }) }
}

/** Three tabs of Anna's, and Bert, who is at the place. */
async function annasTabs() {
  const world = createTabWorld()
  const tabs: [OpenTab, OpenTab, OpenTab] = [world.open(), world.open(), world.open()]
  await advance(1_000)
  const leader = tabs.find(({ tab }) => tab === world.leader())
  const [first, second] = tabs.filter((tab) => tab !== leader)
  if (!leader || !first || !second) throw new Error('One leads, two follow.')
  const bert = enter(openElsewhere(world.realtime), 'Bert')
  await advance(100)
  const joins = () =>
    world.realtime.received.filter(({ event, topic }) => event === 'phx_join' && topic === 'realtime:desk')
  return { ...world, leader, first, second, bert, joins }
}

test('tabs at one place are there once, over one socket, and see the others', async () => {
  const { realtime, leader, first, second, bert, joins } = await annasTabs()
  const rooms = [leader, first, second].map((tab) => enter(tab, 'Anna'))
  await advance(500)
  for (const { names, isCurrent } of rooms) {
    expect(names()).toEqual(['Anna', 'Bert'])
    expect(isCurrent()).toBe(true)
  }
  expect(bert.names()).toEqual(['Anna', 'Bert'])
  // Anna's browser and Bert's.
  expect(realtime.socketCount()).toBe(2)
  expect(joins()).toHaveLength(2)
})

test('a tab that does not lead is at a place where its leader is not, until it leaves', async () => {
  const { realtime, first, bert } = await annasTabs()
  const room = enter(first, 'Anna')
  await advance(500)
  expect(room.names()).toEqual(['Anna', 'Bert'])
  expect(bert.names()).toEqual(['Anna', 'Bert'])
  room.leave()
  await advance(10_000)
  expect(bert.names()).toEqual(['Bert'])
  expect(room.names()).toEqual([])
  expect(realtime.socketCount()).toBe(2)
})

test('a new name in a tab that does not lead reaches the others', async () => {
  const { first, bert } = await annasTabs()
  const room = enter(first, 'Anna')
  await advance(500)
  room.room.rename('Zoe')
  await advance(500)
  expect(bert.names()).toEqual(['Bert', 'Zoe'])
  expect(room.names()).toEqual(['Bert', 'Zoe'])
})

test.each(['closed', 'crashed', 'frozen'] as const)(
  'the leader is %s: nobody comes or goes, and the next one says again who is there',
  async (how) => {
    const { realtime, leader, first, second, bert } = await annasTabs()
    const rooms = [enter(first, 'Anna'), enter(second, 'Anna')]
    await advance(500)
    for (const { seen } of [...rooms, bert]) seen.length = 0
    if (how === 'frozen') leader.tab.freeze()
    else {
      if (how === 'closed') leader.client.close()
      leader.tab.kill()
      if (how === 'crashed') realtime.drop()
    }
    await advance(8_000)
    for (const { names, isCurrent, seen } of rooms) {
      expect(names()).toEqual(['Anna', 'Bert'])
      expect(isCurrent()).toBe(true)
      for (const people of seen) expect(people).toEqual(['Anna', 'Bert'])
    }
    for (const people of bert.seen) expect(people).toEqual(['Anna', 'Bert'])
    const cleo = enter(openElsewhere(realtime), 'Bert the second')
    await advance(500)
    for (const { names } of rooms) expect(names()).toEqual(['Anna', 'Bert the second'])
    cleo.leave()
  },
)

test('where the browser refuses locks, each tab is there for itself', async () => {
  const world = createTabWorld()
  world.browser.refusesLocks = true
  const rooms = [enter(world.open(), 'Anna'), enter(world.open(), 'Anna')]
  await advance(1_000)
  for (const { names } of rooms) expect(names()).toEqual(['Anna'])
  expect(world.realtime.socketCount()).toBe(2)
})
