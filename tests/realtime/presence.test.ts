import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveClient } from '@/lib/realtime/live-client'
import { createFakeRealtime, type FakeRealtime } from '../support/fake-socket'
import { ANNA, BERT, createFakeAuth, createFakePage, createTestClient } from './harness'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const PLACE = { topic: 'desk', isPrivate: false }

/** One tab in one browser, at the place. */
function openTab(realtime: FakeRealtime, userId: string, name: string, place = PLACE) {
  const auth = createFakeAuth()
  auth.signIn(userId)
  const page = createFakePage()
  const supabase = createTestClient(realtime, auth)
  const client = createLiveClient({ userId, load: async () => supabase, page })
  const room = client.presence(place)
  if (room === null) throw new Error('Visitors are nobody.')
  room.rename(name)
  const renders = vi.fn()
  const leave = room.subscribe(renders)
  return {
    ...{ auth, client, page, room, renders, leave, supabase },
    names: () => room.getSnapshot().people.map((person) => person.name),
    isCurrent: () => room.getSnapshot().isCurrent,
  }
}

test('everyone sees everyone, in order of names', async () => {
  const realtime = createFakeRealtime()
  const bert = openTab(realtime, BERT, 'Bert')
  await advance(100)
  expect(bert.names()).toEqual(['Bert'])
  const anna = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  expect(anna.names()).toEqual(['Anna', 'Bert'])
  expect(bert.names()).toEqual(['Anna', 'Bert'])
})

test('tabs of one person are one person, who is here until the last tab has left', async () => {
  const realtime = createFakeRealtime()
  const bert = openTab(realtime, BERT, 'Bert')
  const tabs = [openTab(realtime, ANNA, 'Anna'), openTab(realtime, ANNA, 'Anna')] as const
  await advance(100)
  expect(bert.names()).toEqual(['Anna', 'Bert'])
  tabs[0].leave()
  await advance(10_000)
  expect(bert.names()).toEqual(['Anna', 'Bert'])
  tabs[1].leave()
  await advance(10_000)
  expect(bert.names()).toEqual(['Bert'])
})

test('whoever comes back within 5 s never left; whoever does not, is gone after that', async () => {
  const realtime = createFakeRealtime()
  const bert = openTab(realtime, BERT, 'Bert')
  const anna = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  anna.leave()
  await advance(1_100)
  bert.renders.mockClear()
  await advance(3_000)
  const again = openTab(realtime, ANNA, 'Anna')
  await advance(10_000)
  expect(bert.names()).toEqual(['Anna', 'Bert'])
  for (const _ of bert.renders.mock.calls) expect(bert.names()).toContain('Anna')
  again.leave()
  await advance(5_900)
  expect(bert.names()).toEqual(['Anna', 'Bert'])
  await advance(300)
  expect(bert.names()).toEqual(['Bert'])
})

test('after a lost connection one is announced again', async () => {
  const realtime = createFakeRealtime()
  const tabs = [openTab(realtime, BERT, 'Bert'), openTab(realtime, ANNA, 'Anna')]
  await advance(100)
  realtime.drop()
  await advance(10)
  expect(tabs.map(({ isCurrent }) => isCurrent())).toEqual([false, false])
  expect(tabs.map(({ names }) => names())).toEqual([
    ['Anna', 'Bert'],
    ['Anna', 'Bert'],
  ])
  await advance(20_000)
  expect(tabs.map(({ isCurrent }) => isCurrent())).toEqual([true, true])
  expect(tabs.map(({ names }) => names())).toEqual([
    ['Anna', 'Bert'],
    ['Anna', 'Bert'],
  ])
})

test('a channel that the server closed is opened anew', async () => {
  const realtime = createFakeRealtime()
  const tabs = [openTab(realtime, BERT, 'Bert'), openTab(realtime, ANNA, 'Anna')]
  await advance(100)
  realtime.closeChannels()
  await advance(20_000)
  expect(tabs.map(({ names }) => names())).toEqual([
    ['Anna', 'Bert'],
    ['Anna', 'Bert'],
  ])
  realtime.crashChannels()
  await advance(20_000)
  expect(tabs.map(({ isCurrent }) => isCurrent())).toEqual([true, true])
  expect(realtime.openSockets()).toBe(2)
})

test('rooms and views share the socket of their tab', async () => {
  const realtime = createFakeRealtime()
  const tab = openTab(realtime, ANNA, 'Anna')
  tab.client.presence({ topic: 'elsewhere', isPrivate: false })?.subscribe(() => {})
  await advance(100)
  expect(realtime.socketCount()).toBe(1)
  expect(tab.client.presence(PLACE)).toBe(tab.room)
})

test('leaving and entering again at once costs nothing', async () => {
  const realtime = createFakeRealtime()
  const tab = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  for (const _ of Array(5)) {
    tab.leave()
    await advance(200)
    tab.leave = tab.room.subscribe(() => {})
  }
  await advance(5_000)
  expect(realtime.received.filter(({ event }) => event === 'phx_join')).toHaveLength(1)
  expect(tab.names()).toEqual(['Anna'])
})

test('leaving for longer and entering while the leave is under way ends inside', async () => {
  const realtime = createFakeRealtime()
  const tab = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  tab.leave()
  await advance(1_000)
  tab.room.subscribe(() => {})
  await advance(1_000)
  expect(tab.names()).toEqual(['Anna'])
  expect(tab.isCurrent()).toBe(true)
})

test('an announcement that the server did not confirm is repeated, later and later, until it is', async () => {
  const realtime = createFakeRealtime()
  const bert = openTab(realtime, BERT, 'Bert')
  await advance(100)
  const announcements = () => realtime.received.filter(({ event }) => event === 'presence')
  for (const answer of ['error', 'lost'] as const) {
    realtime.network.presenceAnswer = () => answer
    const before = announcements().length
    const anna = openTab(realtime, ANNA, 'Anna')
    await advance(60_000)
    expect(bert.names()).toEqual(['Bert'])
    const times = announcements()
      .slice(before)
      .map(({ atMs }) => atMs)
    const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))
    expect(times.length).toBeGreaterThan(2)
    expect(times.length).toBeLessThan(12)
    expect(pauses.at(-1)).toBeGreaterThan(7_000)

    realtime.network.presenceAnswer = () => 'ok'
    await advance(30_000)
    expect(bert.names()).toEqual(['Anna', 'Bert'])
    const confirmed = announcements().length
    await advance(60_000)
    expect(announcements()).toHaveLength(confirmed)
    anna.leave()
    await advance(10_000)
    expect(bert.names()).toEqual(['Bert'])
  }
})

test('a rejoin announces once, although an older announcement was never answered', async () => {
  const realtime = createFakeRealtime()
  const anna = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  realtime.network.presenceAnswer = () => 'lost'
  anna.room.rename('Ann')
  await advance(100)
  realtime.network.presenceAnswer = () => 'ok'
  realtime.drop()
  const before = realtime.received.length
  await advance(60_000)
  expect(anna.names()).toEqual(['Ann'])
  const later = realtime.received.slice(before)
  expect(later.filter(({ event }) => event === 'presence')).toHaveLength(1)
})

test('a new name reaches the others', async () => {
  const realtime = createFakeRealtime()
  const bert = openTab(realtime, BERT, 'Bert')
  const anna = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  anna.room.rename('Zoe')
  await advance(100)
  expect(bert.names()).toEqual(['Bert', 'Zoe'])
})

test('what others say of themselves is bounded', async () => {
  const realtime = createFakeRealtime()
  const anna = openTab(realtime, ANNA, 'Anna')
  const bert = openTab(realtime, BERT, 'x'.repeat(5_000))
  await advance(100)
  expect(anna.names().map((name) => name.length)).toEqual([4, 80])
  expect(bert.names()).toHaveLength(2)
  const said = realtime.received.filter(({ event }) => event === 'presence')
  for (const { payload } of said) expect(JSON.stringify(payload).length).toBeLessThan(200)
})

test('a private place lets in only whom it admits', async () => {
  const realtime = createFakeRealtime()
  realtime.network.admits = (userId) => userId === ANNA
  const place = { topic: 'desk', isPrivate: true }
  const anna = openTab(realtime, ANNA, 'Anna', place)
  const bert = openTab(realtime, BERT, 'Bert', place)
  await advance(30_000)
  expect(anna.names()).toEqual(['Anna'])
  expect(bert.names()).toEqual([])
  expect(bert.isCurrent()).toBe(false)
})

test('who signs out is gone, and sees nobody', async () => {
  const realtime = createFakeRealtime()
  const bert = openTab(realtime, BERT, 'Bert')
  const anna = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  void anna.supabase.auth.signOut({ scope: 'local' })
  await advance(10_000)
  expect(anna.names()).toEqual([])
  expect(bert.names()).toEqual(['Bert'])
  anna.auth.signIn(ANNA)
  anna.page.send('visible')
  await advance(10_000)
  expect(bert.names()).toEqual(['Anna', 'Bert'])
})

test('after the last has left, no timer and no listener is left', async () => {
  const realtime = createFakeRealtime()
  const tab = openTab(realtime, ANNA, 'Anna')
  await advance(100)
  tab.leave()
  await advance(2_000)
  expect(tab.page.listenerCount()).toBe(0)
  expect(realtime.openSockets()).toBeLessThanOrEqual(1)
  expect(realtime.received.filter(({ event }) => event === 'phx_leave')).toHaveLength(1)
})
