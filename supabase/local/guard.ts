import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/**
 * Ends another process when this one is gone, however it ended: a shell waits for the end of its input, which
 * only this process holds. `target` is a pid, or a negative process group.
 */
export function guard(target: number, signal: 'INT' | 'TERM', options: SpawnOptions = {}): ChildProcess {
  const script = 'trap "" INT TERM HUP; read -r _; kill -s "$1" -- "$2"'
  const shell = spawn('/bin/sh', ['-c', script, 'sh', signal, String(target)], {
    ...options,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return shell
}
