import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, signalProcess, waitUntil } from './processes.ts'
import { StackError } from './stack-error.ts'

const stopTimeoutMs = 20_000

/** After a `kill -9` of its owner the server may still run: it is told apart by its own pid file. */
export async function endLeftover(data: string, log?: (line: string) => void): Promise<void> {
  const pid = Number(pidFile(data)?.[0])
  if (!pid || !isServerOf(pid, data)) return
  log?.(`ending a Postgres server (pid ${pid}) that was left over from an earlier start`)
  signalProcess(pid, 'SIGINT')
  if (await waitUntil(() => !isServerOf(pid, data), stopTimeoutMs)) return
  signalProcess(pid, 'SIGQUIT')
  if (await waitUntil(() => !isServerOf(pid, data), stopTimeoutMs)) return
  throw new StackError(`A Postgres server of this folder (pid ${pid}) does not end: end it and start again.`)
}

function isServerOf(pid: number, data: string): boolean {
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(`-D ${data} `)
}

/** The lines of a cluster's postmaster.pid; null when there is none. */
export function pidFile(data: string): string[] | null {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
}
