import { readdirSync, readFileSync } from 'node:fs'
import { cpuTimeMs } from '../lib/cpu.ts'

/** CPU time (ms) of the postmaster and of every process it has started and still runs, by process id. */
export type PostgresCpu = ReadonlyMap<number, number>

export function readPostgresCpu(postmasterPid: number, except: number[] = []): PostgresCpu {
  const started = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && parentOf(name) === postmasterPid && !except.includes(Number(name)),
  )
  return new Map([postmasterPid, ...started.map(Number)].map((pid) => [pid, cpuTimeMs(pid) ?? 0]))
}

/** What the processes that were there from beginning to end have used meanwhile (ms). */
export function postgresCpuBetween(before: PostgresCpu, after: PostgresCpu): number {
  let sum = 0
  for (const [pid, end] of after) {
    const start = before.get(pid)
    if (start !== undefined) sum += end - start
  }
  return sum
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}
