import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identifyProcess, isRunning, type ProcessIdentity } from './processes.ts'

/** The process that runs the stack of a folder, and where it serves. */
type Ports = { api_port: number; db_port: number; smtp_port: number }

export type Owner = ProcessIdentity & Ports

/** The running owner of a stack folder; null when nobody runs it. */
export function findOwner(dir: string): Owner | null {
  const owner = readOwner(dir)
  return owner && isRunning(owner) ? owner : null
}

/** Declares this process the owner. */
export function claimOwnership(dir: string, ports: Ports): void {
  const identity = identifyProcess(process.pid)
  if (identity) writeFileSync(fileOf(dir), JSON.stringify({ ...identity, ...ports }), { mode: 0o600 })
}

export function releaseOwnership(dir: string): void {
  if (readOwner(dir)?.pid === process.pid) rmSync(fileOf(dir), { force: true })
}

function readOwner(dir: string): Owner | null {
  try {
    const value: Partial<Owner> = JSON.parse(readFileSync(fileOf(dir), 'utf8'))
    const { pid, startedAt, api_port, db_port, smtp_port } = value
    if (!(pid && startedAt && api_port && db_port && smtp_port)) return null
    return { pid, startedAt, api_port, db_port, smtp_port }
  } catch {
    return null
  }
}

function fileOf(dir: string): string {
  return join(dir, 'owner.json')
}
