import { type RunningApp, startApp } from '../tests/support/app.ts'
import { type BurstResult, measureBurst } from './core/burst.ts'
import { measurePublicReads, type PublicReads } from './core/public-reads.ts'
import { measureScreen, type ScreenResult } from './core/screen.ts'
import { measureWeight, type Weights } from './core/weight.ts'
import { measureWriteDelay, type WriteDelay } from './core/write-delay.ts'
import { report, table } from './lib/report.ts'
import type { Latency } from './lib/stats.ts'

type Part = (app: RunningApp) => Promise<string>

const PARTS: Record<string, Part> = {
  screen: async (app) => describeScreen(await measureScreen(app)),
  burst: async (app) => describeBurst(await measureBurst(app)),
  public: async (app) => describePublicReads(await measurePublicReads(app)),
  write: async (app) => describeWriteDelay(await measureWriteDelay(app)),
  weight: async (app) => describeWeights(await measureWeight(app)),
}

/** `npm run bench -- core [screen] [burst] [public] [write] [weight]`: all parts, or those named. */
export async function run(names: string[]): Promise<void> {
  const sections: string[] = []
  const app = await startApp()
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (names.length > 0 && !names.includes(name)) continue
      sections.push(await part(app))
      // A part that fails later takes nothing of this with it.
      console.log(sections.at(-1))
    }
  } finally {
    await app.stop()
  }
  report('core', sections.join('\n\n'))
}

function describeScreen({ live, floor, poll }: ScreenResult): string {
  const row = (name: string, { p50, p95, count }: Latency) => [name, p50, p95, String(count)]
  return `### Commit → number changed in the DOM

Production build, headless Chromium, one viewer of \`/credits\`. The live page is told that its data is stale and reads
it again, under row security, through a server action. The floor is a page without a framework that writes into the DOM
what a socket brings straight from the replication stream, without asking who may see it. Live and floor in turn, medians
of three rounds. Target: p50 ≤ 25 ms, p95 ≤ 50 ms, at least 100 times faster than the poll.

${table(
  ['page', 'p50 (ms)', 'p95 (ms)', 'changes'],
  [row('live (this app)', live), row('raw floor', floor), row('poll every 5 s', poll)],
)}

Live takes ${(live.p50 / floor.p50).toFixed(1)} times as long as the floor, the poll ${(poll.p50 / live.p50).toFixed(0)} times as long as live (p50).`
}

function describeBurst(burst: BurstResult): string {
  return `### Reads that changes cost a view

One viewer of \`/credits\`; every change is a commit of its own. Target: at most 2 reads for 100 changes within 200 ms, at
most 7 a second at any rate.

${table(
  ['', 'reads'],
  [
    [`100 changes within ${burst.wroteWithinMs.toFixed(0)} ms, median of five`, burst.reads],
    ['the most of the five', burst.mostReads],
    [
      `a second, at ${burst.steadyChangesPerSecond.toFixed(0)} changes a second for 5 s`,
      burst.steadyReadsPerSecond,
    ],
  ],
)}`
}

function describePublicReads({ viewers, changes, requests, queries, stale }: PublicReads): string {
  return `### Reads of public data that many look at

${viewers} viewers of \`/plans\` over sockets of their own; each asks the app for the plans again when it hears of a change,
as its page does. ${changes} changes, one app server. Target: one query of the database for each change.

${table(
  ['', 'for each change'],
  [
    ['requests to the app', requests],
    ['queries of the database', queries],
  ],
)}

Answers older than the change that was asked about: ${stale}.`
}

function describeWriteDelay({ idle, reading, mostReadsBefore }: WriteDelay): string {
  const row = (name: string, { p50, p95, count }: Latency) => [name, p50, p95, String(count)]
  return `### A write while reads are in flight

From the click on a spend to its request leaving the browser. Next.js sends server actions one at a time. *Reading*: the
balance changes twenty times a second, and every read takes 300 ms longer than it would, so there is always one in
flight. Target: a write waits for that one read at most.

${table(['', 'p50 (ms)', 'p95 (ms)', 'writes'], [row('idle', idle), row('reading', reading)])}

Reads begun between click and write: ${mostReadsBefore} at most.`
}

function describeWeights({ runtimeKb, pages, unreached }: Weights): string {
  const rows = pages.map(({ route, first, later }) => [
    `\`${route}\``,
    first.sharedKb,
    first.ownKb,
    later.sharedKb,
    later.ownKb,
    first.sharedKb + later.sharedKb + first.ownKb + later.ownKb,
  ])
  const missing =
    unreached.length === 0
      ? ''
      : `\n\nNo link led to: ${unreached.map((route) => `\`${route}\``).join(', ')}.`
  return `### JavaScript of a first visit (KB, gzip)

Beyond React and Next.js themselves, which are ${runtimeKb.toFixed(0)} KB on every page. *First*: what the document names, for the
first paint and hydration; *later*: what scripts load after it until the page is quiet, such as the Supabase client and
what may be opened next. *Shared*: what the frame around the page needs, and what comes later to every page with live
views; *own*: all else. Target: shared at most 90 KB, own at most 45 KB.

${table(['page', 'first, shared', 'first, own', 'later, shared', 'later, own', 'all'], rows)}${missing}`
}
