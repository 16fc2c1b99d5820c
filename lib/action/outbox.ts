import type { KeyValue } from '@/lib/realtime/key-value'
import { type ErrorInfo, fail, type Result } from '@/lib/result'

/** A write that may wait on this device until the server can be reached. Its name must stay the same across builds. */
export type QueuedWrite<Input extends { idempotencyKey: string }, T> = {
  name: string
  send: (input: Input) => Promise<Result<T>>
  /** What it does, for a person who reads it later. */
  describe: (input: Input) => string
}

type AnyInput = { idempotencyKey: string }
/** Its input is what the write of the same name was given, so each finds its own again. */
export type AnyWrite = QueuedWrite<never, unknown>

export type OutboxEntry = {
  /** The idempotency key: however often it is sent, it counts once. */
  key: string
  userId: string
  name: string
  label: string
  input: AnyInput
  queuedAtMs: number
  /** Why the server refused it; null while it waits. */
  refusal: ErrorInfo | null
}

/** An entry on screen. `isFirstTry`: whoever made it still waits for the answer and shows it. */
export type OutboxItem = OutboxEntry & { isFirstTry: boolean }

export type OutboxPorts = {
  storage: KeyValue
  /** One tab at a time sends. */
  lock: <T>(run: () => Promise<T>) => Promise<T>
  /** Tells the other tabs that the storage has changed. */
  tell: () => void
}

export type Outbox = {
  getSnapshot: () => OutboxItem[]
  subscribe: (listener: () => void) => () => void
  /** Sends after all that wait; `queued`: the server could not be reached, so it waits here and is sent later. */
  send: <Input extends AnyInput, T>(
    write: QueuedWrite<Input, T>,
    input: Input,
  ) => Promise<Result<T> | 'queued'>
  /** Sends what waits, oldest first, until the server can't be reached. */
  drain: () => Promise<void>
  /** Sends a refused one again. */
  retry: (key: string) => Promise<void>
  discard: (key: string) => Promise<void>
  /** Looks into the storage again: another tab has changed it. */
  refresh: () => Promise<void>
}

const UNREACHABLE = ['unavailable', 'rate_limited']

/** The writes of one person that the server has not answered yet, kept across reloads before they are sent. */
export function createOutbox(userId: string, writes: AnyWrite[], ports: OutboxPorts): Outbox {
  const { storage, lock, tell } = ports
  const listeners = new Set<() => void>()
  const firstTries = new Set<string>()
  let items: OutboxItem[] = []

  async function waiting(): Promise<OutboxEntry[]> {
    return (await read()).filter(({ refusal }) => refusal === null)
  }

  async function read(): Promise<OutboxEntry[]> {
    const entries = (await storage.entries()).map(([, value]) => value as OutboxEntry)
    return entries.filter((entry) => entry.userId === userId).toSorted((a, b) => a.queuedAtMs - b.queuedAtMs)
  }

  async function refresh() {
    const entries = await read()
    items = entries.map((entry) => ({ ...entry, isFirstTry: firstTries.has(entry.key) }))
    for (const listener of listeners) listener()
  }

  async function put(entry: OutboxEntry) {
    await storage.set(entry.key, entry)
    await changed()
  }

  async function remove(key: string) {
    await storage.remove([key])
    await changed()
  }

  async function changed() {
    tell()
    await refresh()
  }

  /** Whether the next one may be sent. */
  async function sendAgain(entry: OutboxEntry): Promise<boolean> {
    const write = writes.find(({ name }) => name === entry.name)
    if (!write) return true
    const result = await write.send(entry.input as never)
    if (result.success) {
      await remove(entry.key)
      return true
    }
    // Signed out is no answer to the write either: it waits for its person.
    if (isUnreachable(result) || result.error.code === 'unauthenticated') return false
    await put({ ...entry, refusal: result.error })
    return true
  }

  async function sendWaiting(isDue: (entry: OutboxEntry) => boolean): Promise<boolean> {
    for (const entry of await waiting()) {
      if (isDue(entry) && !(await sendAgain(entry))) return false
    }
    return true
  }

  return {
    getSnapshot: () => items,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async send(write, input) {
      const key = input.idempotencyKey
      const newest = items.at(-1)
      // Order is by this number, also when the clock is set back.
      const queuedAtMs = Math.max(Date.now(), (newest?.queuedAtMs ?? 0) + 1)
      firstTries.add(key)
      const label = write.describe(input)
      await storage.set(key, { key, userId, name: write.name, label, input, queuedAtMs, refusal: null })
      // Nobody needs to see it before it is sent.
      void changed()
      const result = await lock(async () => {
        const isFree = await sendWaiting(
          (entry) => entry.queuedAtMs < queuedAtMs && !firstTries.has(entry.key),
        )
        return isFree ? write.send(input) : fail('unavailable', 'Earlier changes are waiting.')
      })
      firstTries.delete(key)
      if (isUnreachable(result)) {
        await refresh()
        return 'queued'
      }
      await remove(key)
      return result
    },
    drain: () => lock(async () => void (await sendWaiting(({ key }) => !firstTries.has(key)))),
    async retry(key) {
      const entry = (await read()).find((known) => known.key === key)
      if (!entry) return
      await put({ ...entry, refusal: null })
      await this.drain()
    },
    discard: remove,
    refresh,
  }
}

function isUnreachable(result: Result<unknown>): boolean {
  return !result.success && UNREACHABLE.includes(result.error.code)
}
