import { expect, test } from 'vitest'
import { createSharedReads } from '@/lib/realtime/shared-reads.server'

test('who asks for the same at the same time shares a read, which begins after the last of them', async () => {
  const share = createSharedReads()
  let version = 1
  let reads = 0
  const read = async () => {
    reads += 1
    return version
  }
  const first = Array.from({ length: 100 }, () => share('plans 7', read))
  version = 2
  const other = share('plans 8', read)
  expect(new Set(await Promise.all(first))).toEqual(new Set([2]))
  expect(await other).toBe(2)
  expect(reads).toBe(2)
})

test('a read that has begun is not joined: it may be older than what woke the next one', async () => {
  const share = createSharedReads()
  let release = (_value: string) => {}
  const old = share('plans', () => new Promise<string>((resolve) => (release = resolve)))
  await new Promise((resolve) => setImmediate(resolve))
  const next = share('plans', async () => 'new')
  expect(await next).toBe('new')
  release('old')
  expect(await old).toBe('old')
})

test('a failure is told to all, and kept for nobody', async () => {
  const share = createSharedReads()
  const fail = () => Promise.reject(new Error('Away.'))
  const asked = await Promise.allSettled([share('plans', fail), share('plans', fail)])
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await share('plans', async () => 'back')).toBe('back')
})
