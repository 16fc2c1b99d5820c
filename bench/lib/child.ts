import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Child<Ready> = {
  ready: Ready
  pid: number
  /** Asks the other process something and waits for its answer; one question at a time. */
  ask<Answer>(question: string): Promise<Answer>
  stop(): Promise<void>
}

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
    ask: async <Answer>(question: string) => {
      const answered = once(child, 'message')
      child.send(question)
      const [answer] = (await answered) as [Answer]
      return answer
    },
    stop: async () => {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** The other end: tells the parent that the server is ready, answers it, and stops when the parent lets go. */
export function serveParent(
  ready: object,
  stop: () => Promise<void>,
  answer?: (question: string) => object,
): void {
  process.on('message', (question: string) => process.send?.(answer?.(question) ?? {}))
  process.once('disconnect', () => {
    stop().finally(() => process.exit(0))
  })
  process.send?.(ready)
}
