import { startApp } from '../tests/support/app.ts'
import { type EventResult, measureEvents } from './credits/events.ts'
import { measureScreen, type ScreenResult } from './credits/screen.ts'
import { measureStart, type StartTime } from './credits/start.ts'
import { measureWeight, type PageWeight } from './credits/weight.ts'
import { report, table } from './lib/report.ts'

const SUBSCRIBERS = [1, 100, 500]
const PAGES = ['/', '/sign-in', '/credits', '/account']

/** `npm run bench -- credits [events] [screen] [weight] [start]`: all parts, or those named. */
export async function run(parts: string[]): Promise<void> {
  const wants = (part: string) => parts.length === 0 || parts.includes(part)
  const sections: string[] = []
  if (wants('events')) sections.push(describeEvents(await measureEvents(SUBSCRIBERS)))
  if (wants('screen') || wants('weight')) {
    const app = await startApp()
    try {
      if (wants('screen')) sections.push(describeScreen(await measureScreen(app)))
      if (wants('weight')) sections.push(describeWeight(await measureWeight(app, PAGES)))
    } finally {
      await app.stop()
    }
  }
  if (wants('start')) sections.push(describeStart(await measureStart()))
  report('credits', sections.join('\n\n'))
}

function describeEvents(results: EventResult[]): string {
  const head = [
    'pattern × users',
    'floor p50 / p95 (ms)',
    'Realtime p50 / p95 (ms)',
    'ratio p50 / p95',
    'lost',
    'CPU per delivery (µs)',
  ]
  const rows = results.map(({ pattern, subscribers, floor, ours, lost, cpuPerDeliveryUs }) => [
    `${pattern} × ${subscribers}`,
    pair(floor.p50, floor.p95),
    pair(ours.p50, ours.p95),
    `${(ours.p50 / floor.p50).toFixed(2)} / ${(ours.p95 / floor.p95).toFixed(2)}`,
    lost.toFixed(0),
    cpuPerDeliveryUs === null ? '–' : cpuPerDeliveryUs.toFixed(0),
  ])
  return `### Commit → WebSocket callback, 10 changes a second

Every subscriber is a distinct user, with row-level security. The floor decodes the same stream and sends without asking
who may see. *hot*: all watch one row; *own*: each watches their own and one of them is concerned. Medians of three runs.
Targets: p50 ≤ 1.5 × the floor for one subscriber, ≤ 1.6 × (p95 ≤ 1.8 ×) for 500; none lost.

${table(head, rows)}`
}

function describeScreen({ live, poll, burst }: ScreenResult): string {
  const rows = [
    ['live (this app)', live.p50, live.p95, String(live.count)],
    ['poll every 5 s', poll.p50, poll.p95, String(poll.count)],
  ]
  return `### Commit → number changed in the DOM

Production build, headless Chromium, one viewer; the live page re-reads through a server action. Target: p50 ≤ 25 ms,
p95 ≤ 50 ms, at least 100 times faster than the poll.

${table(['page', 'p50 (ms)', 'p95 (ms)', 'changes'], rows)}

The poll takes ${(poll.p50 / live.p50).toFixed(0)} times as long (p50). A burst of 100 commits within
${burst.wroteWithinMs.toFixed(0)} ms cost ${burst.reads} reads (target: at most 2 for a burst within 200 ms, 7 a second at
any rate).`
}

function describeWeight(weights: PageWeight[]): string {
  const rows = weights.map(({ path, totalKb, runtimeKb, ownKb }) => [path, totalKb, runtimeKb, ownKb])
  return `### JavaScript of a first visit (KB, gzip)

Everything that is loaded until the page is quiet, parts loaded after the first paint included. Target: at most 135 KB
beyond React and Next.js.

${table(['page', 'total', 'React and Next.js', 'beyond'], rows)}`
}

function describeStart({ firstSeconds, warmSeconds }: StartTime): string {
  const rows = [
    ['first start (empty folder)', firstSeconds],
    ['warm start', warmSeconds],
  ]
  return `### \`npm start\` → first answer of the app

Packages installed, app built. Target: 8 s and 3 s.

${table(['', 'seconds'], rows)}`
}

function pair(a: number, b: number): string {
  return `${a.toFixed(1)} / ${b.toFixed(1)}`
}
