export type ReadQueue = <T>(read: () => Promise<T>) => Promise<T>

/**
 * One read at a time for the whole tab. Next.js dispatches server actions one after another, reads and writes
 * alike: reads that queue here, and not there, let a write go before all of them but the one in flight.
 */
export function createReadQueue(): ReadQueue {
  let last: Promise<unknown> = Promise.resolve()

  return function enqueue(read) {
    const answer = last.then(read)
    last = answer.catch(() => undefined)
    return answer
  }
}
