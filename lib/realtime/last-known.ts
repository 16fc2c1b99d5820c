import { createKeyValue, type KeyValue } from './key-value'
import type { Snapshot } from './live-query'
import type { LiveStore } from './live-store'

const DATABASE = 'rowcast-last-known'
const MOST_ENTRIES = 50
const LONGEST_ENTRY_CHARS = 256_000
const OLDEST_MS = 7 * 24 * 3600_000
/** A burst of changes is kept once. */
const SAVE_AFTER_MS = 1_000

type Kept = { userId: string; version: number; savedAtMs: number; data: unknown; asOf: string }

export type LastKnown = {
  /** Gives `store` what it showed when it was last here, if it has nothing, and keeps what it shows from now on. */
  attach: <T>(key: string, version: number, store: LiveStore<T>, initial: Snapshot<T> | undefined) => void
  forget: () => Promise<void>
}

/** The last answers to the queries of `userId` that opted in, for when the server can't be reached. */
export function createLastKnown(userId: string, storage = createKeyValue(DATABASE)): LastKnown {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  // What was read or saved in an older turn belongs to someone who is gone.
  let turn = 0

  async function restore<T>(key: string, version: number, store: LiveStore<T>) {
    const mine = turn
    const kept = (await readAll(storage)).find(([name]) => name === nameOf(key))?.[1]
    if (!kept || kept.version !== version || isTooOld(kept) || mine !== turn) return
    // The key names the query and the version its shape, and with them the type.
    if (store.getSnapshot().data === undefined) store.offer({ data: kept.data as T, asOf: kept.asOf })
  }

  function nameOf(key: string): string {
    return `${userId} ${key}`
  }

  function saveSoon<T>(key: string, version: number, read: () => Partial<Snapshot<T>>) {
    clearTimeout(timers.get(key))
    timers.set(
      key,
      setTimeout(() => void save(key, version, read()), SAVE_AFTER_MS),
    )
  }

  async function save(key: string, version: number, { data, asOf }: Partial<Snapshot<unknown>>) {
    // Without an as-of nobody could say how old it is.
    if (data === undefined || asOf === undefined) return
    if (JSON.stringify(data).length > LONGEST_ENTRY_CHARS) return
    const mine = turn
    const kept: Kept = { userId, version, savedAtMs: Date.now(), data, asOf }
    await storage.set(nameOf(key), kept)
    await trim(storage)
    if (mine !== turn) await forgetAll()
  }

  async function forgetAll() {
    await forgetLastKnown((owner) => owner === userId, storage)
  }

  return {
    attach(key, version, store, initial) {
      if (initial) saveSoon(key, version, () => initial)
      else void restore(key, version, store)
      store.onUpdate(() => saveSoon(key, version, store.getSnapshot))
    },
    async forget() {
      turn += 1
      for (const timer of timers.values()) clearTimeout(timer)
      await forgetAll()
    },
  }
}

/** Removes what is kept for users that `isGone` names. */
export async function forgetLastKnown(
  isGone: (userId: string) => boolean,
  storage = createKeyValue(DATABASE),
): Promise<void> {
  const gone = (await readAll(storage)).filter(([, { userId }]) => isGone(userId))
  if (gone.length > 0) await storage.remove(gone.map(([name]) => name))
}

async function trim(storage: KeyValue): Promise<void> {
  const newestFirst = (await readAll(storage)).toSorted(([, a], [, b]) => b.savedAtMs - a.savedAtMs)
  const surplus = newestFirst.filter(([, kept], place) => place >= MOST_ENTRIES || isTooOld(kept))
  if (surplus.length > 0) await storage.remove(surplus.map(([name]) => name))
}

function isTooOld({ savedAtMs }: Kept): boolean {
  return Date.now() - savedAtMs > OLDEST_MS
}

async function readAll(storage: KeyValue): Promise<[string, Kept][]> {
  return (await storage.entries()) as [string, Kept][]
}
