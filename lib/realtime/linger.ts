/** Longer than React takes to unmount and mount again, shorter than a person stays away. */
const LINGER_MS = 1_000

export type Linger = {
  /** Takes part; returns how to leave. Leaving twice counts once. */
  hold: () => () => void
}

/**
 * Counts holders. `start` runs with the first, `end` a moment after the last has left unless someone came
 * back by then, so that StrictMode and navigation cost nothing.
 */
export function createLinger({
  start,
  end,
  lingerMs = LINGER_MS,
}: {
  start: () => void
  end: () => void
  lingerMs?: number
}): Linger {
  let holders = 0
  let ending: ReturnType<typeof setTimeout> | undefined

  function leave() {
    holders -= 1
    if (holders > 0) return
    ending = setTimeout(() => {
      ending = undefined
      end()
    }, lingerMs)
  }

  return {
    hold() {
      const isResting = holders === 0 && ending === undefined
      clearTimeout(ending)
      ending = undefined
      holders += 1
      if (isResting) start()
      return once(leave)
    },
  }
}

function once(run: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    run()
  }
}
