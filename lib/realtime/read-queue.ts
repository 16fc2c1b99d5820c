/** `isBackground`: for something beside the page, such as a count in its frame. */
type ReadOptions = { isBackground?: boolean | undefined }

export type ReadQueue = <T>(read: () => Promise<T>, options?: ReadOptions) => Promise<T>

/** A background read lets reads of the page go first that are asked for this soon after it, as by the same commit … */
const GIVE_WAY_MS = 50
/** … but goes next after this, or a page that reads all the time would starve it. */
const LONGEST_WAIT_MS = 1_000

type Waiting = { start: () => Promise<unknown>; askedAt: number }

/**
 * One read at a time for the whole tab. Next.js dispatches server actions one after another, reads and writes
 * alike: reads that queue here, and not there, let a write go before all of them but the one in flight. Reads in the
 * background go when no other waits.
 */
export function createReadQueue(): ReadQueue {
  const reads: Waiting[] = []
  const backgroundReads: Waiting[] = []
  let isReading = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function startNext() {
    clearTimeout(timer)
    if (isReading) return
    const next = takeNext()
    if (next) void run(next)
  }

  function takeNext(): Waiting | undefined {
    const [inBackground] = backgroundReads
    if (!inBackground) return reads.shift()
    const waitedMs = performance.now() - inBackground.askedAt
    if (waitedMs >= LONGEST_WAIT_MS) return backgroundReads.shift()
    if (reads.length > 0) return reads.shift()
    if (waitedMs >= GIVE_WAY_MS) return backgroundReads.shift()
    timer = setTimeout(startNext, GIVE_WAY_MS - waitedMs)
    return undefined
  }

  async function run({ start }: Waiting) {
    isReading = true
    await Promise.resolve().then(start)
    isReading = false
    startNext()
  }

  return function enqueue<T>(read: () => Promise<T>, { isBackground = false }: ReadOptions = {}) {
    return new Promise<T>((resolve, reject) => {
      const start = async () => {
        try {
          resolve(await read())
        } catch (error) {
          reject(error)
        }
      }
      const queue = isBackground ? backgroundReads : reads
      queue.push({ start, askedAt: performance.now() })
      startNext()
    })
  }
}
