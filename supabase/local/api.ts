import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ApiSettings, FromApi, Mail, ToApi } from './api/settings.ts'
import { StackError } from './stack-error.ts'

export type ApiOptions = {
  settings: ApiSettings
  /** File that receives what the process prints. */
  logFile: string
  onMail(mail: Mail): void
  log?: (line: string) => void
}

export type ApiServer = {
  /** Resolves when requests are served. Errors: StackError when the process does not start. */
  start(): Promise<void>
  /** The loopback port of the process; null while it restarts. */
  port(): number | null
  stop(): Promise<void>
}

const entry = fileURLToPath(new URL('./api/process.ts', import.meta.url))
const startTimeoutMs = 30_000
const restartDelayMs = 200

/**
 * REST and Auth in a process of their own, restarted whenever it dies. The process loads its code at once;
 * `start` gives it the settings, when the database is ready.
 */
export function launchApi(options: ApiOptions): ApiServer {
  let isStopping = false
  let port: number | null = null
  let child = spawnProcess(options)

  async function start(): Promise<void> {
    port = await untilReady(child, options)
    child.once('exit', () => {
      port = null
      if (!isStopping) void restart()
    })
  }

  async function restart(): Promise<void> {
    options.log?.('REST and Auth ended unexpectedly; starting them again')
    await new Promise((resolve) => setTimeout(resolve, restartDelayMs))
    if (isStopping) return
    child = spawnProcess(options)
    await start().catch(() => restart())
  }

  return {
    start,
    port: () => port,
    stop: async () => {
      isStopping = true
      await end(child)
    },
  }
}

function spawnProcess(options: ApiOptions): ChildProcess {
  const output = openSync(options.logFile, 'a', 0o600)
  return fork(entry, {
    stdio: ['ignore', output, output, 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_ENV: 'production', DO_NOT_TRACK: '1', LITE_TELEMETRY: '0' },
  })
}

function untilReady(child: ChildProcess, options: ApiOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new StackError(`REST and Auth did not start (log: ${options.logFile})`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail()
    }, startTimeoutMs)
    child.once('exit', fail)
    child.on('message', (message: FromApi) => {
      if (message.type === 'mail') return options.onMail(message.mail)
      clearTimeout(timer)
      child.off('exit', fail)
      resolve(message.port)
    })
    const message: ToApi = { type: 'settings', settings: options.settings }
    child.send(message)
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
