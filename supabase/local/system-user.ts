import { execFileSync, spawnSync } from 'node:child_process'
import { StackError } from './stack-error.ts'

/** The system user that Postgres runs as; `undefined` means the current one. */
export type SystemUser = { name: string; uid: number; gid: number } | undefined

/**
 * Postgres refuses to run as root, so root lends it an account that exists everywhere.
 * Errors: StackError when the machine has none of them.
 */
export function chooseSystemUser(): SystemUser {
  if (process.getuid?.() !== 0) return undefined
  const candidates = [process.env.SUDO_USER, 'postgres', 'nobody']
  for (const name of candidates) {
    const user = name ? lookUp(name) : undefined
    if (user) return user
  }
  throw new StackError(
    'Postgres does not run as root and this machine has no "nobody" account: start this as another user.',
  )
}

/** Whether the user may enter this folder: each folder above it counts as well. */
export function canEnter(user: SystemUser, folder: string): boolean {
  if (!user) return true
  const result = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return result.status === 0
}

function lookUp(name: string): SystemUser {
  try {
    const uid = Number(id('-u', name))
    const gid = Number(id('-g', name))
    return uid > 0 ? { name, uid, gid } : undefined
  } catch {
    return undefined
  }
}

function id(option: string, name: string): string {
  return execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
