import { afterAll } from 'vitest'

/**
 * jsdom is taken down after the last test of a file: a timer of a page that is gone would find no window then, and
 * end the run. The timers that a file leaves behind end with it.
 */
export function endTimersWithFile(): void {
  const running = new Set<ReturnType<typeof setTimeout>>()
  const { setTimeout: set } = globalThis
  const tracked = (...args: Parameters<typeof setTimeout>) => {
    const timer = set(...args)
    running.add(timer)
    return timer
  }
  globalThis.setTimeout = Object.assign(tracked, set)
  afterAll(() => {
    for (const timer of running) clearTimeout(timer)
  })
}
