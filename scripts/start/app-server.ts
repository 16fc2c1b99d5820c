import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guard } from '../../supabase/local/guard.ts'
import { waitUntil } from '../../supabase/local/processes.ts'
import { StackError } from '../../supabase/local/stack-error.ts'
import type { AppSettings } from './settings.ts'

export type AppServer = { exited: Promise<void>; stop(): Promise<void> }

const root = fileURLToPath(new URL('../../', import.meta.url))
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
const startTimeoutMs = 120_000
const stopTimeoutMs = 5_000

/** Starts Next.js and waits for its first answer. Errors: StackError with what it printed. */
export async function startAppServer(
  mode: 'dev' | 'start',
  settings: AppSettings,
  environment: Record<string, string>,
): Promise<AppServer> {
  // A process group of its own: Ctrl-C is for this process, which decides the order of stopping.
  const child = spawn(
    process.execPath,
    [next, mode, '--port', String(settings.port), '--hostname', settings.host],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...environment,
        NODE_ENV: mode === 'dev' ? 'development' : 'production',
        NEXT_TELEMETRY_DISABLED: '1',
      },
    },
  )
  const output = new StartOutput(child)
  const shell = guard(-(child.pid ?? 0), 'TERM')
  const exited = once(child, 'exit').then(() => void shell.kill('SIGKILL'))
  if (!(await untilAnswering(settings, child))) {
    await stop(child, exited)
    throw new StackError(`The app did not start:\n\n${output.collected}`)
  }
  output.passOn()
  return { exited, stop: () => stop(child, exited) }
}

/** What Next.js prints while it starts is shown only when it fails; afterwards everything is passed on. */
class StartOutput {
  collected = ''
  readonly #child: ChildProcess
  readonly #collect = (chunk: Buffer) => {
    this.collected += chunk.toString()
  }

  constructor(child: ChildProcess) {
    this.#child = child
    child.stdout?.on('data', this.#collect)
    child.stderr?.on('data', this.#collect)
  }

  passOn(): void {
    this.#child.stdout?.off('data', this.#collect).pipe(process.stdout)
    this.#child.stderr?.off('data', this.#collect).pipe(process.stderr)
  }
}

async function untilAnswering(settings: AppSettings, child: ChildProcess): Promise<boolean> {
  const host = ['0.0.0.0', '::'].includes(settings.host) ? '127.0.0.1' : settings.host
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${settings.port}/api/health`
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const isAnswering = () =>
    fetch(url).then(
      () => true,
      () => false,
    )
  await waitUntil(async () => isOver() || (await isAnswering()), startTimeoutMs, 100)
  return !isOver() && (await isAnswering())
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), stopTimeoutMs)
  await exited
  clearTimeout(timer)
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // It ended by itself.
  }
}
