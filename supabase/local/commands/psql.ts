import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { runRepl } from '../psql/repl.ts'
import { Session } from '../psql/session.ts'
import { StackError } from '../stack-error.ts'
import { requireRunning } from './running.ts'

/**
 * SQL as role `postgres`. A psql on the PATH is used when there is one, with all its options; otherwise our own
 * small client, which knows -c, -f, -A, -t, -x and statements from standard input.
 */
export async function psql(args: string[]): Promise<void> {
  const { place, status } = requireRunning()
  if (process.env.STACK_PSQL !== 'own' && runRealPsql(status.db_url, args)) return
  const options = readOptions(args)
  const session = await Session.open(status.db_url, {
    tuplesOnly: options.t,
    unaligned: options.A,
    isExpanded: options.x,
    print: (line) => console.log(line),
    printError: (line) => console.error(line),
  })
  try {
    const isInteractive = process.stdin.isTTY && options.scripts.length === 0
    if (isInteractive) return await runRepl(session, join(place.dir, 'psql_history'))
    const scripts = options.scripts.length > 0 ? options.scripts : [await text(process.stdin)]
    for (const script of scripts) if (!(await runAll(session, script))) process.exitCode = 1
  } finally {
    await session.close()
  }
}

/** Runs a script to its first failure; lines with a backslash between statements are commands. */
async function runAll(session: Session, script: string): Promise<boolean> {
  let pending = ''
  for (const line of script.split('\n')) {
    if (pending === '' && line.trimStart().startsWith('\\')) {
      if (!(await session.runMeta(line))) return true
      continue
    }
    const { ok, rest } = await session.runScript(`${pending}${line}\n`)
    if (!ok) return false
    pending = rest
  }
  return pending === '' || session.runStatement(pending)
}

function runRealPsql(databaseUrl: string, args: string[]): boolean {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  }
  // Ctrl-C belongs to psql, which stops a query with it.
  process.on('SIGINT', () => {})
  const result = spawnSync('psql', args, { stdio: 'inherit', env })
  process.removeAllListeners('SIGINT')
  if (result.error) return false
  process.exitCode = result.status ?? 1
  return true
}

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        command: { type: 'string', short: 'c', multiple: true, default: [] },
        file: { type: 'string', short: 'f', multiple: true, default: [] },
        A: { type: 'boolean', short: 'A', default: false },
        t: { type: 'boolean', short: 't', default: false },
        x: { type: 'boolean', short: 'x', default: false },
      },
    })
    const files = values.file.map((file) => readFileSync(file, 'utf8'))
    return { A: values.A, t: values.t, x: values.x, scripts: [...values.command, ...files] }
  } catch (cause) {
    throw new StackError('Without a psql on the PATH, only -c, -f, -A, -t and -x are known.', { cause })
  }
}
