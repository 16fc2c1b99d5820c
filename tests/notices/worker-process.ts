import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { workerEnvironment } from '../../scripts/start/worker-environment.ts'
import type { StackStatus } from '../../supabase/local/stack.ts'

const script = fileURLToPath(new URL('../../scripts/worker.ts', import.meta.url))
const running: ChildProcess[] = []

/** Starts `npm run worker` and waits until it says that it is ready. */
export async function runWorker(status: StackStatus, smtpUrl: string, more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...workerEnvironment(status, 'http://localhost:3000'),
      SMTP_URL: smtpUrl,
      WEB_PUSH_HOSTS: '127.0.0.1',
      NOTICE_LEASE_SECONDS: '1',
      ...more,
    },
  })
  running.push(child)
  const exited = once(child, 'exit')
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('ready') && resolve())
  })
  const early = exited.then(([code]) => {
    throw new Error(`The worker ended with code ${code}.`)
  })
  await Promise.race([ready, early])
  early.catch(() => {})
  return { pid: child.pid ?? 0, exited }
}

/** Ends all workers that a test has started and not killed. */
export async function endWorkers(): Promise<void> {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}
