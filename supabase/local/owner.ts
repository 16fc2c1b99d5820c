import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identifyProcess, isRunning, type ProcessIdentity } from './processes.ts'

/** The process that runs the stack of a folder, and where it serves. */
export type Owner = ProcessIdentity & { api_port: number; db_port: number }

/** The running owner of a stack folder; null when nobody runs it. */
export function findOwner(dir: string): Owner | null {
  const owner = readOwner(dir)
  return owner && isRunning(owner) ? owner : null
}

/** Declares this process the owner. */
export function claimOwnership(dir: string, ports: { api_port: number; db_port: number }): void {
  const identity = identifyProcess(process.pid)
  if (identity) writeFileSync(fileOf(dir), JSON.stringify({ ...identity, ...ports }), { mode: 0o600 })
}

export function releaseOwnership(dir: string): void {
  if (readOwner(dir)?.pid === process.pid) rmSync(fileOf(dir), { force: true })
}

function readOwner(dir: string): Owner | null {
  try {
    const value: Partial<Owner> = JSON.parse(readFileSync(fileOf(dir), 'utf8'))
    const { pid, startedAt, api_port, db_port } = value
    return pid && startedAt && api_port && db_port ? { pid, startedAt, api_port, db_port } : null
  } catch {
    return null
  }
}

function fileOf(dir: string): string {
  return join(dir, 'owner.json')
}
