import { loadConfig } from '../config.ts'
import { findOwner } from '../owner.ts'
import { placeOf } from '../place.ts'
import { isRunning, signalProcess, waitUntil } from '../processes.ts'
import { StackError } from '../stack-error.ts'

const timeoutMs = 30_000

/** Tells the process that runs the stack to stop, and waits for its end. */
export async function stop(): Promise<void> {
  const { dir } = placeOf({}, loadConfig())
  const owner = findOwner(dir)
  if (!owner) return console.log('The stack does not run.')
  signalProcess(owner.pid, 'SIGTERM')
  if (await waitUntil(() => !isRunning(owner), timeoutMs)) return console.log('Stopped.')
  throw new StackError(`Process ${owner.pid} did not stop within ${timeoutMs / 1000} s.`)
}
