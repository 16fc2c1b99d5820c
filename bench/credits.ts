import { type EventResult, measureEvents } from './credits/events.ts'
import { measureStart, type StartTime } from './credits/start.ts'
import { report, table } from './lib/report.ts'

const SUBSCRIBERS = [1, 100, 500]

/** `npm run bench -- credits [events] [start]`: all parts, or those named. What is on screen is in `core`. */
export async function run(parts: string[]): Promise<void> {
  const wants = (part: string) => parts.length === 0 || parts.includes(part)
  const sections: string[] = []
  if (wants('events')) sections.push(describeEvents(await measureEvents(SUBSCRIBERS)))
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
