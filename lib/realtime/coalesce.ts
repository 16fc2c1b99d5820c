/** Runs never start closer together than this. */
const SPACING_MS = 150
/** In a burst a run waits until requests have been quiet for this long … */
const QUIET_MS = 50
/** … but never longer than this after the previous start, or a steady stream would starve the screen. */
const LONGEST_WAIT_MS = 300

export type Coalescer = {
  /** Asks for a run that starts after this call; any number of requests share one. */
  request: () => void
  /** Forgets the run that waits, if any. One that has started goes on. */
  cancel: () => void
}

/**
 * Any number of requests cost few runs: the first at once, then spaced out, one at a time, at most one
 * waiting. `run` must not reject.
 */
export function createCoalescer(
  run: () => Promise<void>,
  { spacingMs = SPACING_MS, quietMs = QUIET_MS, longestWaitMs = LONGEST_WAIT_MS } = {},
): Coalescer {
  let isRunning = false
  let isWanted = false
  let startedAt = Number.NEGATIVE_INFINITY
  /** Of the latest request that had to wait: null when nothing waits, so that a lone request runs at once. */
  let burstAt: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule() {
    clearTimeout(timer)
    if (isRunning || !isWanted) return
    const quietAt = burstAt === null ? startedAt : Math.min(burstAt + quietMs, startedAt + longestWaitMs)
    const dueAt = Math.max(startedAt + spacingMs, quietAt)
    const waitMs = dueAt - performance.now()
    if (waitMs > 0) timer = setTimeout(start, waitMs)
    else void start()
  }

  async function start() {
    isWanted = false
    burstAt = null
    isRunning = true
    startedAt = performance.now()
    try {
      await run()
    } finally {
      isRunning = false
      schedule()
    }
  }

  return {
    request() {
      const now = performance.now()
      if (isRunning || isWanted || now < startedAt + spacingMs) burstAt = now
      isWanted = true
      schedule()
    },
    cancel() {
      isWanted = false
      burstAt = null
      clearTimeout(timer)
    },
  }
}
