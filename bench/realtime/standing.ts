/** What connections cost that do nothing: memory, the time to join, and what the server does while nothing changes. */
import { type Child, startChild } from '../lib/child.ts'
import { cpuTimeMs } from '../lib/cpu.ts'
import { connectOnly, joinRealtime } from './audience.ts'
import { postgresCpuBetween, readPostgresCpu } from './cpu-of-postgres.ts'
import type { Counts, Memory } from './introspection.ts'
import type { ServerReady } from './server-process.ts'

export type Standing = {
  /** Bytes of heap and buffers in the server, a socket without a channel. */
  socketBytes: number
  /** The same for a socket with one channel that watches rows as a user of its own. */
  joinedBytes: number
  /** How much the resident memory of the process has grown, without and with channels; with what is to be collected. */
  residentSocketBytes: number
  residentJoinedBytes: number
  /** Connecting and joining all of them. */
  joinMs: number
  /** Of one core, by the server and by Postgres, while nothing changes. */
  idleCores: number
  idlePostgresCores: number
  idleStatements: number
}

const crowd = 2_000
const quiet = 500
// Longer than the time between two heartbeats.
const idleMs = 30_000

/** Measured in a server of its own, so that nothing is left over from other cases. */
export async function measureStanding(): Promise<Standing> {
  const server = await startChild<ServerReady>('../realtime/server-process.ts')
  try {
    await warmUp(server)
    return { ...(await measureMemory(server)), ...(await measureIdleness(server)) }
  } finally {
    await server.stop()
  }
}

const own = { pattern: 'own', table: 'bench_rows' } as const

/** What is made once, code and statements, is not counted as part of a socket. */
async function warmUp(server: Child<ServerReady>): Promise<void> {
  const audience = await joinRealtime(server.ready, { ...own, size: 50, users: 50 }, () => {})
  await audience.close()
}

async function measureMemory(
  server: Child<ServerReady>,
): Promise<Omit<Standing, 'idleCores' | 'idlePostgresCores' | 'idleStatements'>> {
  const empty = await server.ask<Memory>('memory')
  const sockets = await connectOnly(server.ready, crowd)
  const connected = await server.ask<Memory>('memory')
  await sockets.close()
  await server.ask<Memory>('memory')
  const joined = await joinRealtime(server.ready, { ...own, size: crowd, users: crowd }, () => {})
  const full = await server.ask<Memory>('memory')
  await joined.close()
  return {
    socketBytes: (used(connected) - used(empty)) / crowd,
    joinedBytes: (used(full) - used(empty)) / crowd,
    residentSocketBytes: (connected.resident - empty.resident) / crowd,
    residentJoinedBytes: (full.resident - empty.resident) / crowd,
    joinMs: joined.joinMs,
  }
}

function used({ heap, buffers }: Memory): number {
  return heap + buffers
}

async function measureIdleness(
  server: Child<ServerReady>,
): Promise<Pick<Standing, 'idleCores' | 'idlePostgresCores' | 'idleStatements'>> {
  const audience = await joinRealtime(server.ready, { ...own, size: quiet, users: quiet }, () => {})
  // The joins themselves are over; what comes now is only what goes on without them.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const read = async () => ({
    own: cpuTimeMs(server.pid) ?? 0,
    postgres: readPostgresCpu(server.ready.postgresPid),
    statements: (await server.ask<Counts>('counts')).statements,
  })
  const before = await read()
  await new Promise((resolve) => setTimeout(resolve, idleMs))
  const after = await read()
  await audience.close()
  return {
    idleCores: (after.own - before.own) / idleMs,
    idlePostgresCores: postgresCpuBetween(before.postgres, after.postgres) / idleMs,
    idleStatements: after.statements - before.statements,
  }
}
