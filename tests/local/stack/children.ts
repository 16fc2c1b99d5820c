import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The pid of the child of this process whose command line contains `words`. Bare Linux machines have no `ps`. */
export function findChild(words: string): number {
  const list = process.platform === 'linux' ? fromProc() : fromPs()
  const child = list.find(({ parent, command }) => parent === process.pid && command.includes(words))
  if (!child) throw new Error(`This process has no child "${words}".`)
  return child.pid
}

type Entry = { pid: number; parent: number; command: string }

function fromProc(): Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }]
      } catch {
        return [] // It ended meanwhile.
      }
    })
}

function fromPs(): Entry[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/)
    return { pid: Number(pid), parent: Number(parent), command: command.join(' ') }
  })
}
