import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { guard } from '../../supabase/local/guard.ts'

export type WorkerProcess = { pid: number; stop(): Promise<void> }

const script = fileURLToPath(new URL('../worker.ts', import.meta.url))
const stopTimeoutMs = 20_000
const restartAfterMs = 2_000

/** Runs `npm run worker` beside the app, and again when it ends by itself: what it was sending is in the outbox. */
export function startWorker(environment: Record<string, string>): WorkerProcess {
  let isStopped = false
  let child = launch(environment)
  watch()

  function watch() {
    child.once('exit', () => {
      if (isStopped) return
      setTimeout(() => {
        if (isStopped) return
        child = launch(environment)
        watch()
      }, restartAfterMs).unref()
    })
  }

  return {
    get pid() {
      return child.pid ?? 0
    },
    async stop() {
      isStopped = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
      await exited
      clearTimeout(timer)
    },
  }
}

function launch(environment: Record<string, string>) {
  const child = spawn(process.execPath, [script], {
    // A process group of its own: Ctrl-C is for the process that decides the order of stopping.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const shell = guard(child.pid ?? 0, 'TERM')
  child.once('exit', () => shell.kill('SIGKILL'))
  return child
}
