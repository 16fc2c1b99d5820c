export type Cell<T extends object> = {
  get: () => T
  /** Replaces the value by a copy with these fields; a patch that changes nothing tells nobody. */
  patch: (fields: Partial<T>) => void
  subscribe: (listener: () => void) => () => void
  listenerCount: () => number
}

/** A value to watch, in the shape that `useSyncExternalStore` takes. */
export function createCell<T extends object>(first: T): Cell<T> {
  const listeners = new Set<() => void>()
  let value = first

  return {
    get: () => value,
    patch(fields) {
      const isChange = Object.entries(fields).some(
        ([name, field]) => !Object.is(field, Reflect.get(value, name)),
      )
      if (!isChange) return
      value = { ...value, ...fields }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    listenerCount: () => listeners.size,
  }
}
