import { expect, test } from 'vitest'
import { syncCause } from '@/lib/realtime/sync-error'
import { type Facts, firstWrong, selfCheck } from '@/lib/status/self-check'

const WATCH = { table: 'profiles' as const, filter: 'id=eq.anna' }
const PUBLISHED = { name: 'profiles', isPublished: true, isReadable: true }

const WELL: Facts = {
  isOnline: true,
  isOutdated: false,
  health: { tables: [PUBLISHED] },
  error: null,
  inspection: {
    userId: 'anna',
    isOwned: true,
    socket: { state: 'open', tokenUserId: 'anna', tokenEndsAt: null },
    channels: [{ watch: WATCH, subscribers: 1, state: 'live' }],
  },
  roundTrip: { state: 'arrived', tookMs: 41.6 },
}

function named(facts: Partial<Omit<Facts, 'inspection'>>, inspection: Partial<Facts['inspection']> = {}) {
  return firstWrong(selfCheck({ ...WELL, ...facts, inspection: { ...WELL.inspection, ...inspection } }))
}

const down = (code: 'disconnected' | 'refused', detail?: string) => [
  { watch: WATCH, subscribers: 1, state: syncCause(code, detail) },
]

test('nothing is wrong when all is well', () => {
  expect(named({})).toBeUndefined()
  expect(selfCheck(WELL).map(({ state }) => state)).toEqual(Array(10).fill('good'))
})

test('no network', () => {
  const socket = { state: 'closed', tokenUserId: 'anna', tokenEndsAt: null }
  expect(named({ isOnline: false }, { socket, channels: down('disconnected') })?.name).toBe('Network')
})

test('version skew after a deploy asks for a reload', () => {
  const error = { code: 'unavailable' as const, message: 'A new version is available.' }
  expect(named({ isOutdated: true, error })).toMatchObject({
    name: 'Version',
    detail: expect.stringMatching('Reload'),
  })
})

test('a session that ended or changed', () => {
  expect(named({}, { isOwned: false })?.name).toBe('Session')
  expect(named({ error: { code: 'unauthenticated', message: 'No.' } })?.name).toBe('Session')
})

test('a database that does not answer', () => {
  expect(named({ error: { code: 'unavailable', message: 'Away.' } })).toMatchObject({
    name: 'Database',
    detail: 'Away.',
  })
})

test('a table that is not published, or not granted, is named', () => {
  const health = { tables: [PUBLISHED, { name: 'orders', isPublished: false, isReadable: true }] }
  const channels = down('refused', 'Unable to subscribe')
  expect(named({ health }, { channels })).toMatchObject({
    name: 'Publication',
    detail: expect.stringMatching('orders'),
  })
  const ungranted = { tables: [{ ...PUBLISHED, isReadable: false }] }
  expect(named({ health: ungranted })).toMatchObject({
    name: 'Grants',
    detail: expect.stringMatching('profiles'),
  })
})

test('a socket that is blocked', () => {
  const socket = { state: 'closed', tokenUserId: 'anna', tokenEndsAt: null }
  expect(named({}, { socket, channels: down('disconnected') })?.name).toBe('Socket')
})

test('a socket that was joined before the session', () => {
  const socket = { state: 'open', tokenUserId: null, tokenEndsAt: null }
  expect(named({ roundTrip: { state: 'lost' } }, { socket })?.name).toBe('Identity')
})

test('a channel that was refused says why', () => {
  const channels = down('refused', 'Unable to subscribe to changes')
  expect(named({}, { channels })).toMatchObject({
    name: 'Channels',
    detail: 'profiles: Unable to subscribe to changes',
  })
})

test('a change without an event: row policies', () => {
  expect(named({ roundTrip: { state: 'lost' } })).toMatchObject({
    name: 'Round trip',
    detail: expect.stringMatching('row policy'),
  })
  expect(named({ roundTrip: { state: 'failed' } })?.name).toBe('Round trip')
})

test('what is not known yet is not called wrong', () => {
  const socket = { state: 'none', tokenUserId: null, tokenEndsAt: null }
  const facts = { ...WELL, health: undefined, roundTrip: null }
  const checks = selfCheck({ ...facts, inspection: { ...WELL.inspection, socket, channels: [] } })
  expect(firstWrong(checks)).toBeUndefined()
  expect(checks.filter(({ state }) => state === 'waiting').map(({ name }) => name)).toEqual([
    ...['Database', 'Publication', 'Grants', 'Socket', 'Channels', 'Round trip'],
  ])
})

test('a tab served by another tab has no socket, and nothing is wrong with that', () => {
  const socket = { state: 'none', tokenUserId: null, tokenEndsAt: null }
  expect(
    selfCheck({ ...WELL, inspection: { ...WELL.inspection, socket } }).every(({ state }) => state === 'good'),
  ).toBe(true)
})
