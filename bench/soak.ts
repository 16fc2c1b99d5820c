/**
 * Ten minutes (or `seconds=…`) at 100 changes a second with 200 subscribers whose sockets drop and join at random.
 * Every subscriber that was joined must have got every change it may see, exactly once a join and in order, and the
 * server's memory must stay flat. `npm run bench -- soak [seconds=600]`.
 */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { type Child, startChild } from './lib/child.ts'
import { report, table } from './lib/report.ts'
import type { Memory } from './realtime/introspection.ts'
import type { ServerReady } from './realtime/server-process.ts'
import { Chronicle, type Verdict } from './realtime/soak-chronicle.ts'
import { SoakSubscriber } from './realtime/soak-subscriber.ts'

const subscribers = 200
const perSecond = 100
const dropsPerSecond = 5
const memoryEveryMs = 5_000

export async function run(options: string[]): Promise<void> {
  const seconds = Number(options.find((option) => option.startsWith('seconds='))?.slice(8) ?? 600)
  const server = await startChild<ServerReady>('../realtime/server-process.ts')
  try {
    const outcome = await soak(server, seconds)
    report('soak', describeOutcome(outcome, seconds))
    if (outcome.verdict.problems.length > 0) process.exitCode = 1
  } finally {
    await server.stop()
  }
}

type Outcome = {
  verdict: Verdict
  changes: number
  drops: number
  memoryMb: number[]
  /** After a full collection, at the start and at the end. */
  usedMb: [number, number]
}

async function soak(child: Child<ServerReady>, seconds: number): Promise<Outcome> {
  const { ready: server, pid } = child
  const chronicle = new Chronicle()
  const crowd = Array.from({ length: subscribers }, (_, at) => new SoakSubscriber(server, at, chronicle))
  await Promise.all(crowd.map((subscriber) => subscriber.join()))
  const usedAtStart = await usedMb(child)
  const memoryMb = [residentMb(pid)]
  const memoryTimer = setInterval(() => memoryMb.push(residentMb(pid)), memoryEveryMs)
  const endsAt = performance.now() + seconds * 1_000
  const [changes, drops] = await Promise.all([write(server, chronicle, endsAt), shake(crowd, endsAt)])
  clearInterval(memoryTimer)
  const usedAtEnd = await usedMb(child)
  await Promise.all(crowd.map((subscriber) => subscriber.finish()))
  return { verdict: chronicle.verdict(), changes, drops, memoryMb, usedMb: [usedAtStart, usedAtEnd] }
}

/** One connection, so that the numbers are in commit order. */
async function write(server: ServerReady, chronicle: Chronicle, endsAt: number): Promise<number> {
  const client = new pg.Client(server.databaseUrl)
  await client.connect()
  const startedAt = performance.now()
  let changes = 0
  while (performance.now() < endsAt) {
    const { n, rowId } = chronicle.issue()
    await client.query({
      name: 'write',
      text: 'update public.bench_rows set n = $1 where id = $2',
      values: [n, rowId],
    })
    changes += 1
    const dueInMs = startedAt + (changes * 1_000) / perSecond - performance.now()
    if (dueInMs > 0) await pause(dueInMs)
  }
  await client.end()
  return changes
}

/** Drops sockets at random, half of them without a word, and lets them come back. */
async function shake(crowd: SoakSubscriber[], endsAt: number): Promise<number> {
  let drops = 0
  while (performance.now() < endsAt) {
    await pause(1_000 / dropsPerSecond)
    const subscriber = crowd[Math.floor(Math.random() * crowd.length)]
    if (!subscriber?.isJoined) continue
    drops += 1
    void subscriber
      .drop(Math.random() < 0.5)
      .then(() => pause(Math.random() * 2_000))
      .then(() => subscriber.join())
      .catch((error: unknown) => {
        // The end cuts off joins that are under way.
        if (performance.now() < endsAt) throw error
      })
  }
  return drops
}

function describeOutcome({ verdict, changes, drops, memoryMb, usedMb }: Outcome, seconds: number): string {
  const middle = Math.floor(memoryMb.length / 2)
  const rows = [
    ['changes written', String(changes)],
    ['joins', String(verdict.joins)],
    ['sockets dropped', String(drops)],
    ['changes delivered', String(verdict.delivered)],
    ['lost, doubled or out of order', String(verdict.problems.length)],
    [
      'resident memory of the server, start / middle / end (MB)',
      `${memoryMb[1] ?? memoryMb[0]} / ${memoryMb[middle]} / ${memoryMb.at(-1)}`,
    ],
    ['of it in use after a full collection, start / end (MB)', usedMb.join(' / ')],
  ]
  const problems = verdict.problems.slice(0, 5).map((problem) => `\n- ${problem}`)
  return `${seconds} seconds at ${perSecond} changes a second, ${subscribers} subscribers of 20 users under row security,
${dropsPerSecond} sockets dropped a second.

${table(['', ''], rows)}${problems.join('')}`
}

async function usedMb(child: Child<ServerReady>): Promise<number> {
  const { heap, buffers } = await child.ask<Memory>('memory')
  return Math.round((heap + buffers) / 2 ** 20)
}

function residentMb(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/)
  return Math.round(Number(line?.[1] ?? 0) / 1024)
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
