import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identifyProcess, isRunning } from '../../../supabase/local/processes.ts'
import { freePort } from '../../support/free-port.ts'
import { until } from '../../support/until.ts'
import { runCommand, startCommand } from './command.ts'

type Environment = { STACK_DIR: string; STACK_API_PORT: string; STACK_DB_PORT: string }

const started: ChildProcess[] = []
const folders: string[] = []
let environment: Environment

beforeEach(async () => {
  environment = await newEnvironment()
})

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function newEnvironment(): Promise<Environment> {
  const dir = mkdtempSync(join(tmpdir(), 'lifecycle-'))
  folders.push(dir)
  return { STACK_DIR: dir, STACK_API_PORT: String(await freePort()), STACK_DB_PORT: String(await freePort()) }
}

async function start(env = environment): Promise<ChildProcess> {
  const child = startCommand(['start'], env)
  started.push(child)
  child.stdout?.resume()
  child.stderr?.resume()
  const url = `http://127.0.0.1:${env.STACK_API_PORT}/health`
  const answers = () =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    )
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`start ended with code ${code}`)
  })
  await Promise.race([until(answers, { withinMs: 50_000, what: url }), ended])
  ended.catch(() => {})
  return child
}

async function status(env = environment) {
  const { output } = await runCommand(['status', '--json'], env)
  return JSON.parse(output)
}

async function query(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  await client.end()
  return rows.map((row) => row[0])
}

function postmasterPid(): number {
  const [first] = readFileSync(join(environment.STACK_DIR, 'db', 'postmaster.pid'), 'utf8').split('\n')
  return Number(first)
}

describe('start, status, stop', () => {
  it('prints exactly the agreed values and stops from another terminal', async () => {
    const child = await start()
    const values = await status()
    expect(Object.keys(values)).toEqual([
      'api_url',
      'db_url',
      'studio_url',
      'publishable_key',
      'secret_key',
      'jwt_secret',
    ])
    expect(await query(values.db_url, 'select current_user')).toEqual(['postgres'])
    const second = await runCommand(['start'], environment)
    expect([second.code, second.errors]).toEqual([1, expect.stringMatching(/runs already \(process \d+\)/)])
    const stopped = await runCommand(['stop'], environment)
    expect(stopped.output).toBe('Stopped.\n')
    expect(child.exitCode).toBe(0)
    expect(existsSync(join(environment.STACK_DIR, 'db', 'postmaster.pid'))).toBe(false)
    expect((await runCommand(['status'], environment)).code).toBe(1)
  })

  it('stops although sockets and database sessions are open', async () => {
    const child = await start()
    const { api_url, db_url, publishable_key } = await status()
    const address = `${api_url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${publishable_key}&vsn=1.0.0`
    const socket = new WebSocket(address)
    await until(() => socket.readyState === WebSocket.OPEN, { what: 'the socket to open' })
    const client = new pg.Client(db_url)
    client.on('error', () => {})
    await client.connect()
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    await until(() => socket.readyState === WebSocket.CLOSED, { what: 'the socket to close' })
  })

  it('keeps data and keys over a restart', async () => {
    const first = await start()
    const before = await status()
    await query(before.db_url, 'create table kept as select 42 as answer')
    first.kill('SIGINT')
    await once(first, 'exit')
    await start()
    const after = await status()
    expect(after).toEqual(before)
    expect(await query(after.db_url, 'select answer from kept')).toEqual([42])
  })

  it('builds the database anew on reset, with the same keys', async () => {
    const child = await start()
    const before = await status()
    await query(before.db_url, 'create table gone (id int)')
    expect((await runCommand(['reset'], environment)).errors).toContain('Stop the stack first')
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect((await runCommand(['reset'], environment)).code).toBe(0)
    await start()
    expect(await status()).toEqual(before)
    expect(await query(before.db_url, `select to_regclass('gone')`)).toEqual([null])
  })
})

describe('after kill -9', () => {
  it('everything ends with its owner, and the next start recovers', async () => {
    const child = await start()
    const before = await status()
    await query(before.db_url, 'create table survived as select 1 as id')
    const server = identifyProcess(postmasterPid())
    child.kill('SIGKILL')
    await once(child, 'exit')
    await until(() => server !== null && !isRunning(server), { what: 'Postgres to end by itself' })
    await start()
    expect(await query((await status()).db_url, 'select id from survived')).toEqual([1])
  })

  it('the next start recovers when Postgres was killed as well', async () => {
    const child = await start()
    await query((await status()).db_url, 'create table survived as select 1 as id')
    process.kill(postmasterPid(), 'SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await start()
    expect(await query((await status()).db_url, 'select id from survived')).toEqual([1])
  })
})

describe('ports', () => {
  it.each(['STACK_API_PORT', 'STACK_DB_PORT'] as const)(
    'names %s when that port is taken',
    async (variable) => {
      const server = createServer().listen(Number(environment[variable]), '127.0.0.1')
      await once(server, 'listening')
      const { code, errors } = await runCommand(['start'], environment)
      server.close()
      expect(code).toBe(1)
      expect(errors).toMatch(
        new RegExp(
          `^Port ${environment[variable]} \\(.+\\) is in use: set ${variable} to a free port\\.\\n$`,
        ),
      )
    },
  )

  it('refuses a port that is none', async () => {
    const { errors } = await runCommand(['start'], { ...environment, STACK_API_PORT: 'many' })
    expect(errors).toBe(
      'STACK_API_PORT is "many", which is no port: set it to a number between 1 and 65535.\n',
    )
  })

  it('lets two stacks run side by side, each with its own data and keys', async () => {
    const other = await newEnvironment()
    await Promise.all([start(environment), start(other)])
    const [one, two] = [await status(environment), await status(other)]
    expect(one.jwt_secret).not.toBe(two.jwt_secret)
    await query(one.db_url, 'create table only_here (id int)')
    expect(await query(two.db_url, `select to_regclass('only_here')`)).toEqual([null])
    const crossed = await fetch(`${one.api_url}/rest/v1/credit_packages`, {
      headers: { apikey: two.publishable_key },
    })
    expect(crossed.status).toBe(401)
  })
})
