import { readFileSync } from 'node:fs'

/** Linux counts process time in ticks of 10 ms. */
const MS_PER_TICK = 10

/** CPU time (ms, user and system) that a process has used so far; null where /proc does not tell. */
export function cpuTimeMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
  } catch {
    return null
  }
}
