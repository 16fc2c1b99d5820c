import { startStack } from '../stack.ts'
import { describeStatus } from './status.ts'

/** Runs the stack in the foreground until it is told to stop. */
export async function start({ demo }: { demo: boolean }): Promise<void> {
  const stack = await startStack({ demo, log: (line) => console.log(line) })
  console.log(describeStatus(stack.status))
  console.log('\nCtrl-C stops it.')
  await Promise.race([untilToldToStop(), stack.failed])
  await stack.stop()
}

/** Resolves at the first Ctrl-C, `kill`, or end of the terminal. */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
