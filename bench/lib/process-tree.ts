import { readdirSync, readFileSync } from 'node:fs'
import { cpuTimeMs } from './cpu.ts'

const KB_PER_PAGE = 4

/** CPU time (ms) and resident memory (MB) of a process and of all that it has started. Linux only. */
export type Usage = { cpuMs: number; memoryMb: number }

export function usageOf(rootPid: number): Usage {
  const pids = treeOf(rootPid)
  return {
    cpuMs: pids.reduce((sum, pid) => sum + (cpuTimeMs(pid) ?? 0), 0),
    memoryMb: pids.reduce((sum, pid) => sum + privateKb(pid), 0) / 1024,
  }
}

function treeOf(rootPid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name))
  const tree = [rootPid]
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child)
  }
  return tree
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

/** Without what processes share: the buffers of Postgres would count once for each connection. */
function privateKb(pid: number): number {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number)
    return (resident - shared) * KB_PER_PAGE
  } catch {
    return 0
  }
}
