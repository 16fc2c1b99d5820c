/** What a browser keeps across reloads. Values must be cloneable. No method rejects. */
export type KeyValue = {
  set: (key: string, value: unknown) => Promise<void>
  remove: (keys: string[]) => Promise<void>
  entries: () => Promise<[string, unknown][]>
}

/** A database of that name in IndexedDB, opened with its first use; in memory where the browser has none for us. */
export function createKeyValue(name: string): KeyValue {
  let opening: Promise<KeyValue> | undefined
  function opened() {
    opening ??= openDatabase(name).catch(() => createMemoryKeyValue())
    return opening
  }
  return {
    set: async (key, value) => (await opened()).set(key, value),
    remove: async (keys) => (await opened()).remove(keys),
    entries: async () => (await opened()).entries(),
  }
}

export function createMemoryKeyValue(): KeyValue {
  const values = new Map<string, unknown>()
  return {
    set: async (key, value) => void values.set(key, structuredClone(value)),
    remove: async (keys) => {
      for (const key of keys) values.delete(key)
    },
    entries: async () => [...values].map(([key, value]) => [key, structuredClone(value)]),
  }
}

async function openDatabase(name: string): Promise<KeyValue> {
  const { createStore, delMany, entries, setMany } = await import('idb-keyval')
  const store = createStore(name, 'entries')
  const known = await entries<string, unknown>(store)
  // A full disk is not a reason to stop: what could not be kept is missing after the next reload.
  const forgive = () => undefined
  return {
    set: (key, value) => setMany([[key, value]], store).catch(forgive),
    remove: (keys) => delMany(keys, store).catch(forgive),
    entries: () => entries<string, unknown>(store).catch(() => known),
  }
}
