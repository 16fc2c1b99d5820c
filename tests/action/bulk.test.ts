import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BulkRow, runBulk } from '@/lib/action/bulk'
import { fail, ok } from '@/lib/result'

const REFUSED = fail('conflict', 'Someone was faster.').error
const DOWN = fail('unavailable', 'The server does not answer.')

type Row = BulkRow<number>

/** Runs over `count` numbers; `refuses` says which are refused. */
async function run(
  count: number,
  chunkSize: number,
  { refuses = () => false, stopAfter = Number.POSITIVE_INFINITY, downAt = Number.POSITIVE_INFINITY } = {} as {
    refuses?: (item: number) => boolean
    stopAfter?: number
    downAt?: number
  },
) {
  const sent: number[][] = []
  const seen: Row[][] = []
  const rows = await runBulk(
    Array.from({ length: count }, (_, item) => item),
    {
      chunkSize,
      isStopped: () => sent.length >= stopAfter,
      onChange: (now) => seen.push(now),
      async send(items) {
        sent.push(items)
        return sent.length > downAt ? DOWN : ok(items.map((item) => (refuses(item) ? REFUSED : null)))
      },
    },
  )
  return { rows, sent, seen }
}

function states(rows: Row[]) {
  return rows.map(({ state }) => state)
}

describe('a write for many rows', () => {
  test('sends each once, in order, and each has its own outcome', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.func(fc.boolean()),
        async (count, chunkSize, refuses) => {
          const { rows, sent } = await run(count, chunkSize, { refuses })
          expect(sent.flat()).toEqual(rows.map(({ item }) => item))
          expect(rows).toHaveLength(count)
          expect(states(rows)).toEqual(rows.map(({ item }) => (refuses(item) ? 'refused' : 'done')))
          expect(Math.max(0, ...sent.map((chunk) => chunk.length))).toBeLessThanOrEqual(chunkSize)
        },
      ),
    )
  })

  test('says how far it is after each step', async () => {
    const { seen } = await run(4, 2)
    expect(seen.map(states)).toEqual([
      ['sending', 'sending', 'waiting', 'waiting'],
      ['done', 'done', 'waiting', 'waiting'],
      ['done', 'done', 'sending', 'sending'],
      ['done', 'done', 'done', 'done'],
    ])
  })

  test('stops after the step that is under way', async () => {
    const { rows, sent } = await run(6, 2, { stopAfter: 1 })
    expect(sent).toEqual([[0, 1]])
    expect(states(rows)).toEqual(['done', 'done', 'stopped', 'stopped', 'stopped', 'stopped'])
  })

  test('ends when a step fails as a whole, and keeps the reason', async () => {
    const { rows, sent } = await run(6, 2, { downAt: 1 })
    expect(sent).toHaveLength(2)
    expect(states(rows)).toEqual(['done', 'done', 'refused', 'refused', 'stopped', 'stopped'])
    expect(rows[2]?.error).toEqual(DOWN.error)
  })

  test('an item that the answer leaves out was not done', async () => {
    const rows = await runBulk(['a', 'b'], {
      chunkSize: 2,
      isStopped: () => false,
      onChange: () => {},
      send: async () => ok([null]),
    })
    expect(rows.map(({ state }) => state)).toEqual(['done', 'refused'])
  })
})
