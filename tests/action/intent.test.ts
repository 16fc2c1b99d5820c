import { afterEach, describe, expect, test, vi } from 'vitest'
import { createIntents } from '@/lib/action/intent'

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => vi.unstubAllGlobals())

describe('an intent', () => {
  test('keeps its key on every retry, and loses it when it is settled or another one takes its place', () => {
    const intents = createIntents()
    const first = intents.keyFor({ amount: 5 })
    expect(first).toMatch(UUID_V4)
    expect(intents.keyFor({ amount: 5 })).toBe(first)
    const other = intents.keyFor({ amount: 6 })
    expect(other).not.toBe(first)
    intents.settle()
    expect(intents.keyFor({ amount: 6 })).not.toBe(other)
  })

  test('gets a key on a page without TLS too', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) })
    expect(createIntents().keyFor({})).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  })
})
