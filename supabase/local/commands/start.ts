import { startStack } from '../stack.ts'
import { StackError } from '../stack-error.ts'
import { describeStatus } from './status.ts'

/** Runs the stack in the foreground until it is told to stop. */
export async function start({ demo }: { demo: boolean }): Promise<void> {
  const stack = await startStack({ demo, log: (line) => console.log(line) })
  console.log(describeStatus(stack.status))
  console.log('\nCtrl-C stops it.')
  const told = untilToldToStop().then(() => true)
  const isTold = await Promise.race([told, stack.failed.then(() => false)])
  await stack.stop()
  if (!isTold)
    throw new StackError('The database ended by itself: see postgres.log in the folder of the stack.')
}

/** Resolves at the first Ctrl-C, `kill`, or end of the terminal. */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
