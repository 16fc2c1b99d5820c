import 'server-only'

/** Reads for `key`, together with everyone who asks for the same key in this turn of the event loop. */
export type SharedReads = <T>(key: string, read: () => Promise<T>) => Promise<T>

/**
 * One event wakes all streams that it concerns in one turn; equal ones then share a read. It begins after the last of
 * them has asked, so nobody gets data older than the event that they ask for. A key must name whose rights it reads by.
 */
export function createSharedReads(): SharedReads {
  const collecting = new Map<string, Promise<unknown>>()

  return <T>(key: string, read: () => Promise<T>) => {
    const known = collecting.get(key)
    // Equal keys stand for equal reads, and with them for equal types.
    if (known) return known as Promise<T>
    const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      collecting.delete(key)
      return read()
    })
    collecting.set(key, answer)
    return answer
  }
}
