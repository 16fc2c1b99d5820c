import { spawn } from 'node:child_process'
import { chownSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PostgresHome } from './postgres-home.ts'
import { StackError } from './stack-error.ts'

/** The cluster is made aside and moved at the end, so that an interrupted start leaves none that is half made. */
export async function createCluster(home: PostgresHome, superuser: string, password: string): Promise<void> {
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

/** How processes of Postgres are spawned: as the lent account, in its folder, in plain English. */
export function spawnOptions(home: PostgresHome) {
  const owner = home.user ? { uid: home.user.uid, gid: home.user.gid } : {}
  return { ...owner, cwd: home.root, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
}

/** The end of a log, in one line. */
export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ')
}
