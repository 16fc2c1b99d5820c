import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutbox, type Outbox, type QueuedWrite } from '@/lib/action/outbox'
import { createMemoryKeyValue, type KeyValue } from '@/lib/realtime/key-value'
import { fail, ok, type Result } from '@/lib/result'

const ANNA = 'anna'
type Input = { amount: number; idempotencyKey: string }

type Server = {
  balance: number
  /** Amounts in the order in which they were spent. */
  order: number[]
  mode: 'up' | 'away' | 'answer lost' | 'signed out'
  write: QueuedWrite<Input, number>
}

/** A server with a balance that may be away, before or after it has done what it was asked. */
function createServer(balance = 100) {
  const done = new Map<string, Result<number>>()
  const server: Server = {
    balance,
    order: [],
    mode: 'up',
    write: {
      name: 'spend',
      describe: ({ amount }) => `Spend ${amount}`,
      async send({ amount, idempotencyKey }) {
        const lost = fail('unavailable', 'The server could not be reached.')
        if (server.mode === 'away') return lost
        if (server.mode === 'signed out') return fail('unauthenticated', 'Sign in.')
        const answer = done.get(idempotencyKey) ?? spend(amount)
        if (answer.success) done.set(idempotencyKey, answer)
        return server.mode === 'answer lost' ? lost : answer
      },
    },
  }
  function spend(amount: number): Result<number> {
    if (amount > server.balance) return fail('insufficient_credits', 'There are not enough credits.')
    server.balance -= amount
    server.order.push(amount)
    return ok(server.balance)
  }
  return server
}

/** The tabs of a browser: one storage, one lock. */
function createTabs(server: ReturnType<typeof createServer>, storage: KeyValue = createMemoryKeyValue()) {
  let last: Promise<unknown> = Promise.resolve()
  const tabs: Outbox[] = []
  let keys = 0
  return {
    storage,
    open(userId = ANNA): Outbox {
      const tab = createOutbox(userId, [server.write], {
        storage,
        lock(run) {
          const answer = last.then(run)
          last = answer.catch(() => undefined)
          return answer
        },
        tell: () => {
          for (const other of tabs) if (other !== tab) void other.refresh()
        },
      })
      tabs.push(tab)
      return tab
    },
    input(amount: number): Input {
      keys += 1
      return { amount, idempotencyKey: `key-${keys}` }
    },
  }
}

const labels = (tab: Outbox) => tab.getSnapshot().map(({ label }) => label)

test('what is answered leaves nothing behind, and its answer is the caller’s', async () => {
  const server = createServer()
  const { open, input } = createTabs(server)
  const tab = open()
  expect(await tab.send(server.write, input(30))).toMatchObject({ success: true, data: 70 })
  expect(await tab.send(server.write, input(500))).toMatchObject({ error: { code: 'insufficient_credits' } })
  expect(tab.getSnapshot()).toEqual([])
})

test('what can’t be sent waits, over a reload, and is sent in order when the server is back', async () => {
  const server = createServer()
  const { open, input } = createTabs(server)
  const tab = open()
  server.mode = 'away'
  for (const amount of [1, 2, 3]) expect(await tab.send(server.write, input(amount))).toBe('queued')
  const reloaded = open()
  await reloaded.refresh()
  expect(labels(reloaded)).toEqual(['Spend 1', 'Spend 2', 'Spend 3'])
  server.mode = 'up'
  await reloaded.send(server.write, input(4))
  expect(server.order).toEqual([1, 2, 3, 4])
  expect(labels(reloaded)).toEqual([])
  expect(labels(tab)).toEqual([])
})

test('an answer that was lost on its way makes nothing happen twice', async () => {
  const server = createServer()
  const { open, input } = createTabs(server)
  const tab = open()
  server.mode = 'answer lost'
  expect(await tab.send(server.write, input(10))).toBe('queued')
  server.mode = 'up'
  await Promise.all([tab.drain(), open().drain()])
  expect(server.balance).toBe(90)
})

test('a refused one stays with its reason; the others go on; it can be tried again or discarded', async () => {
  const server = createServer(5)
  const { open, input } = createTabs(server)
  const tab = open()
  server.mode = 'away'
  for (const amount of [50, 60, 1]) await tab.send(server.write, input(amount))
  server.mode = 'up'
  await tab.drain()
  expect(server.order).toEqual([1])
  expect(tab.getSnapshot()).toMatchObject([
    { label: 'Spend 50', refusal: { code: 'insufficient_credits' } },
    { label: 'Spend 60', refusal: { code: 'insufficient_credits' } },
  ])
  server.balance = 50
  for (const { key } of tab.getSnapshot()) await tab.retry(key)
  expect(server.order).toEqual([1, 50])
  for (const { key } of tab.getSnapshot()) await tab.discard(key)
  expect(tab.getSnapshot()).toEqual([])
})

test('signed out, it waits for its person, and is nobody else’s', async () => {
  const server = createServer()
  const { open, input } = createTabs(server)
  const tab = open()
  server.mode = 'away'
  await tab.send(server.write, input(10))
  server.mode = 'signed out'
  await tab.drain()
  expect(labels(tab)).toEqual(['Spend 10'])
  const bert = open('bert')
  server.mode = 'up'
  await bert.drain()
  await bert.refresh()
  expect([server.order, labels(bert)]).toEqual([[], []])
  await tab.drain()
  expect(server.order).toEqual([10])
})

test('random outages, tabs and reloads: each write counts once, in the order of its tab', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('send' as const), tab: fc.nat(2) }),
    fc.record({ kind: fc.constant('drain' as const), tab: fc.nat(2) }),
    fc.record({ kind: fc.constant('reload' as const), tab: fc.nat(2) }),
    fc.record({
      kind: fc.constantFrom('up' as const, 'away' as const, 'answer lost' as const),
      tab: fc.nat(2),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const server = createServer(1_000_000)
      const world = createTabs(server)
      const tabs = [world.open(), world.open(), world.open()]
      const sent: number[] = []
      const running: Promise<unknown>[] = []
      for (const { kind, tab } of steps) {
        if (kind === 'send') {
          sent.push(sent.length + 1)
          running.push(tabs[tab]?.send(server.write, world.input(sent.length)) ?? Promise.resolve())
          await Promise.resolve()
        } else if (kind === 'drain') await tabs[tab]?.drain()
        else if (kind === 'reload') tabs[tab] = world.open()
        else server.mode = kind
      }
      await Promise.all(running)
      server.mode = 'up'
      for (const tab of tabs) await tab.drain()
      expect(server.order.toSorted((a, b) => a - b)).toEqual(sent)
      expect(await world.storage.entries()).toEqual([])
    }),
    { numRuns: 300 },
  )
})
