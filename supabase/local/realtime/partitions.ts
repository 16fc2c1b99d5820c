/**
 * The daily partitions of realtime.messages: made ahead so that a message always finds its day, dropped once
 * everything in them is older than 72 hours.
 */
import type { Connection } from './database.ts'

const dayMs = 86_400_000
const daysAhead = 3
const maxAgeDays = 3
const checkEveryMs = 3_600_000

export type Partitions = {
  /** Makes what is missing and drops what is over. */
  maintain(): Promise<void>
  close(): void
}

export function keepPartitions(database: Connection, log: (line: string) => void): Partitions {
  const maintain = async (): Promise<void> => {
    const today = Math.floor(Date.now() / dayMs)
    for (let day = today - 1; day <= today + daysAhead; day++) await create(database, day)
    await dropBefore(database, today - maxAgeDays)
  }
  const timer = setInterval(() => {
    maintain().catch((error: unknown) => log(`realtime: partitions of realtime.messages: ${String(error)}`))
  }, checkEveryMs)
  timer.unref()
  return { maintain, close: () => clearInterval(timer) }
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

function nameOf(day: number): string {
  return `messages_${dateOf(day).replaceAll('-', '_')}`
}

async function create(database: Connection, day: number): Promise<void> {
  const [known] = await database.query('select to_regclass($1) is not null as exists', [
    `realtime.${nameOf(day)}`,
  ])
  if (known?.exists === true) return
  await database.query(
    `create table if not exists realtime.${nameOf(day)} partition of realtime.messages
     for values from ('${dateOf(day)}') to ('${dateOf(day + 1)}')`,
  )
  // Policies of the parent count for its partitions only when they are reached through it.
  await database.query(`alter table realtime.${nameOf(day)} enable row level security`)
  await database.query(`alter table realtime.${nameOf(day)} owner to postgres`)
}

async function dropBefore(database: Connection, firstKept: number): Promise<void> {
  const rows = await database.query(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'realtime.messages'::regclass and c.relname ~ '^messages_\\d{4}_\\d{2}_\\d{2}$'
       and c.relname < $1`,
    [nameOf(firstKept)],
  )
  for (const row of rows) await database.query(`drop table if exists realtime."${String(row.name)}"`)
}
