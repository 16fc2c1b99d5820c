/** What a server tells of itself to its bench: its memory, and the statements it sent to Postgres. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'

/** Bytes, after a full collection. */
export type Memory = { heap: number; buffers: number; resident: number }

/** Since the process began: statements in all, questions about rows among them, and what those asked. */
export type Counts = { statements: number; roundTrips: number; checks: number }

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

export function readMemory(): Memory {
  collect()
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed, buffers: external, resident: rss }
}

const counts: Counts = { statements: 0, roundTrips: 0, checks: 0 }

export function readCounts(): Counts {
  return counts
}

/** Notes every statement of this process from now on. */
export function countQueries(): void {
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    note(args[0])
    return Reflect.apply(query, this, args)
  } as typeof query
}

function note(config: unknown): void {
  counts.statements += 1
  const { name = '', values = [] } = Object(config) as { name?: string; values?: unknown[] }
  if (!/^(visible|witnessed|facts)_|^await_visible$/.test(name)) return
  counts.roundTrips += 1
  if (!/^(visible|witnessed)_/.test(name)) return
  // An argument lists the roles that are asked as, one for each set of claims.
  const roles = name.startsWith('visible_') ? values[1] : values[0]
  if (Array.isArray(roles)) counts.checks += roles.length
}
