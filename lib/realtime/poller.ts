const INTERVAL_MS = 5_000
const JITTER = 0.1

export type Poller = {
  /** Starts (first poll after one interval) or stops. Saying the same again changes nothing. */
  setActive: (isActive: boolean) => void
}

/** Calls `poll` every 5 s, give or take a tenth, so that tabs cut off together don't ask together. */
export function createPoller(poll: () => void, intervalMs = INTERVAL_MS): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined

  function arm() {
    timer = setTimeout(
      () => {
        arm()
        poll()
      },
      intervalMs * (1 - JITTER + 2 * JITTER * Math.random()),
    )
  }

  return {
    setActive(isActive) {
      if (isActive === (timer !== undefined)) return
      clearTimeout(timer)
      timer = undefined
      if (isActive) arm()
    },
  }
}
