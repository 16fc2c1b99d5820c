import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { locatePostgres } from './binaries.ts'
import { StackError } from './stack-error.ts'
import { canEnter, chooseSystemUser, type SystemUser } from './system-user.ts'

/** Where one cluster lives and as whom it runs. */
export type PostgresHome = { root: string; data: string; log: string; binaries: string; user: SystemUser }

const shelter = '/var/lib/rowcast'

/**
 * Normally the cluster is `<dir>/db` and the binaries stay in node_modules. When root works in a folder that
 * the lent account cannot enter (such as /root), both move to a folder of their own, named in `<dir>/postgres-home`.
 */
export function choosePostgresHome(dir: string, log?: (line: string) => void): PostgresHome {
  const user = ownerOfCluster(join(readPointer(dir) ?? dir, 'db')) ?? chooseSystemUser()
  const native = locatePostgres()
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (user) chownSync(dir, user.uid, user.gid)
  const isReachable = canEnter(user, dir)
  const root = isReachable ? dir : shelteredRoot(dir, user, log)
  const binaries = canEnter(user, join(native, 'bin')) ? native : shelteredBinaries(native)
  return { root, data: join(root, 'db'), log: join(dir, 'postgres.log'), binaries, user }
}

/** Removes the cluster of this stack folder, wherever it lives. */
export function removePostgresHome(dir: string): void {
  rmSync(join(dir, 'db'), { recursive: true, force: true })
  const sheltered = readPointer(dir)
  if (sheltered) rmSync(sheltered, { recursive: true, force: true })
  rmSync(join(dir, 'postgres-home'), { force: true })
}

/** A cluster keeps its owner: root goes on as whoever made it, anybody else must be the one who made it. */
function ownerOfCluster(data: string): SystemUser {
  const info = statSync(data, { throwIfNoEntry: false })
  const me = process.getuid?.()
  if (!info || info.uid === me) return undefined
  if (me !== 0)
    throw new StackError(`The database in ${data} belongs to another user: start it as that user.`)
  return { name: String(info.uid), uid: info.uid, gid: info.gid }
}

function shelteredRoot(dir: string, user: SystemUser, log?: (line: string) => void): string {
  const known = readPointer(dir)
  if (known && existsSync(known)) return known
  sweepShelter()
  const root = inShelter(() => mkdtempSync(join(shelter, 'stack-')))
  writeFileSync(join(root, 'belongs-to'), dir)
  if (user) chownSync(root, user.uid, user.gid)
  writeFileSync(join(dir, 'postgres-home'), `${root}\n`, { mode: 0o600 })
  log?.(`user ${user?.name} cannot enter ${dir}, so the database lives in ${root}`)
  return root
}

/** Removes clusters whose stack folder was deleted by hand; never one with a server. */
function sweepShelter(): void {
  if (!existsSync(shelter)) return
  for (const name of readdirSync(shelter).filter((entry) => entry.startsWith('stack-'))) {
    const root = join(shelter, name)
    const mark = join(root, 'belongs-to')
    if (!existsSync(mark) || existsSync(join(root, 'db', 'postmaster.pid'))) continue
    if (readPointer(readFileSync(mark, 'utf8')) !== root) rmSync(root, { recursive: true, force: true })
  }
}

function shelteredBinaries(native: string): string {
  const manifest = readFileSync(join(native, '..', 'package.json'), 'utf8')
  const version = /"version": "([^"]+)"/.exec(manifest)?.[1] ?? 'unknown'
  const target = join(shelter, `postgres-${version}`)
  if (existsSync(target)) return target
  return inShelter(() => {
    const copy = mkdtempSync(join(shelter, 'copy-'))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    openForAll(copy)
    try {
      renameSync(copy, target)
    } catch {
      // Another stack was faster: its copy is the same.
      rmSync(copy, { recursive: true, force: true })
    }
    return target
  })
}

function openForAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}

function inShelter<T>(work: () => T): T {
  try {
    mkdirSync(shelter, { recursive: true, mode: 0o755 })
    return work()
  } catch (cause) {
    throw new StackError(
      `Postgres cannot run as root, and the account it runs as can enter neither this folder nor ${shelter}: ` +
        'move the project to a folder that others may enter, or start it as another user.',
      { cause },
    )
  }
}

function readPointer(dir: string): string | null {
  try {
    const path = readFileSync(join(dir, 'postgres-home'), 'utf8').trim()
    return path.startsWith(`${shelter}/stack-`) ? path : null
  } catch {
    return null
  }
}
