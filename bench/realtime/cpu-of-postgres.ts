import { readdirSync, readFileSync } from 'node:fs'
import { cpuTimeMs } from '../lib/cpu.ts'

/** CPU time (ms) of a Postgres server: the postmaster and every process it has started and still runs. */
export function postgresCpuMs(postmasterPid: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postmasterPid)
  return [postmasterPid, ...pids.map(Number)].reduce((sum, pid) => sum + (cpuTimeMs(pid) ?? 0), 0)
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
