import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts process time in ticks of 10 ms where nothing better is to be had. */
const MS_PER_TICK = 10

/** CPU time (ms, user and system) that a process has used so far; null where /proc does not tell. */
export function cpuTimeMs(pid: number): number | null {
  try {
    return scheduledMs(pid) ?? tickedMs(pid)
  } catch {
    return null
  }
}

/** To the nanosecond: the first figure of `schedstat` is the time that a thread has run. */
function scheduledMs(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
  } catch {
    return null
  }
}

function tickedMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}
