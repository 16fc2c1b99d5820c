import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Child<Ready> = { ready: Ready; pid: number; stop(): Promise<void> }

/**
 * Runs a server of a bench in a process of its own, as it would run, so that clients and server do not share a thread.
 * The script sends one message when it is ready and stops when its parent disconnects.
 */
export async function startChild<Ready>(script: string, args: string[] = []): Promise<Child<Ready>> {
  const child = fork(fileURLToPath(new URL(`./${script}`, import.meta.url)), args)
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child, 'message'), exited.then(() => null)])
  if (first === null || child.pid === undefined) throw new Error(`${script} ended before it was ready.`)
  return {
    ready: first[0] as Ready,
    pid: child.pid,
    stop: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** The other end: tells the parent that the server is ready, and stops it when the parent lets go. */
export function serveParent(ready: object, stop: () => Promise<void>): void {
  process.once('disconnect', () => {
    stop().finally(() => process.exit(0))
  })
  process.send?.(ready)
}
