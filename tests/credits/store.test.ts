import { describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { UserCredits } from '@/lib/credits/schema'
import { creditsStore } from '@/lib/credits/store'
import { fail, ok, type Result } from '@/lib/result'
import { aBalance } from './models'

/** A store whose reads are answered by hand, in any order. */
function openStore() {
  const answers: ((result: Result<UserCredits>) => void)[] = []
  const store = createStore(creditsStore(() => new Promise((resolve) => answers.push(resolve))))
  return { store, answer: (index: number, result: Result<UserCredits>) => answers[index]?.(result) }
}

const ten = aBalance({ credits: 10 })
const twenty = aBalance({ credits: 20 })

describe('the credits store', () => {
  test('says that it loads while it does, then has the credits', async () => {
    const { store, answer } = openStore()
    const reading = store.getState().fetchCreatorCredits()
    expect(store.getState()).toMatchObject({ getCreatorCredits: null, loadingGetCreatorCredits: true })
    answer(0, ok(ten))
    await reading
    expect(store.getState()).toMatchObject({ getCreatorCredits: ten, loadingGetCreatorCredits: false })
  })

  test('keeps what it knows when a read fails, and the answer says why', async () => {
    const { store, answer } = openStore()
    store.getState().setCredits(ten)
    const reading = store.getState().fetchCreatorCredits()
    answer(0, fail('unavailable', 'No answer.'))
    expect((await reading).error?.code).toBe('unavailable')
    expect(store.getState()).toMatchObject({ getCreatorCredits: ten, loadingGetCreatorCredits: false })
  })

  test('a late answer never replaces what came since', async () => {
    const { store, answer } = openStore()
    const [first, second] = [store.getState().fetchCreatorCredits(), store.getState().fetchCreatorCredits()]
    answer(1, ok(twenty))
    await second
    answer(0, ok(ten))
    await first
    expect(store.getState().getCreatorCredits).toEqual(twenty)
  })

  test('credits that arrive live overtake a read under way, and signing out empties it for good', async () => {
    const { store, answer } = openStore()
    const reading = store.getState().fetchCreatorCredits()
    store.getState().setCredits(null)
    answer(0, ok(ten))
    await reading
    expect(store.getState()).toMatchObject({ getCreatorCredits: null, loadingGetCreatorCredits: false })
  })
})
