/** Runs never start closer together than this. */
const SPACING_MS = 150
/** A run waits until requests have been quiet for this long … */
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
  let requestedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule() {
    clearTimeout(timer)
    if (isRunning || !isWanted) return
    const dueAt = Math.max(startedAt + spacingMs, Math.min(requestedAt + quietMs, startedAt + longestWaitMs))
    const waitMs = dueAt - performance.now()
    if (waitMs > 0) timer = setTimeout(start, waitMs)
    else void start()
  }

  async function start() {
    isWanted = false
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
      isWanted = true
      requestedAt = performance.now()
      schedule()
    },
    cancel() {
      isWanted = false
      clearTimeout(timer)
    },
  }
}
