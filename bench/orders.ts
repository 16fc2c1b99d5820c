import { report, table } from './lib/report.ts'
import type { Latency } from './lib/stats.ts'
import { measurePlacing, type Placing } from './orders/place.ts'
import { measureOrderScreen, type OrderScreen } from './orders/screen.ts'

/** `npm run bench -- orders [place] [screen]`: both parts, or those named. */
export async function run(parts: string[]): Promise<void> {
  const wants = (part: string) => parts.length === 0 || parts.includes(part)
  if (wants('place')) report('orders', describePlacing(await measurePlacing()))
  if (wants('screen')) report('orders', describeScreen(await measureOrderScreen()))
}

function describePlacing(results: Placing[]): string {
  return `### Placing orders

500 orders by 50 clients as fast as they can, each a transaction of its own that locks the stock, prices the cart, keeps
the idempotency key and writes order, items and event; the stock is checked to be exact at the end. Medians of three
rounds after one to warm up. The floor is one bare insert for each of the same commits, by the same connections.

${table(
  ['way', 'orders per second', 'p50 (ms)', 'p95 (ms)'],
  results.map(({ name, perSecond, latency }) => [name, perSecond, latency.p50, latency.p95]),
)}`
}

function describeScreen({ live, poll }: OrderScreen): string {
  const row = (name: string, { p50, p95, count }: Latency) => [name, p50, p95, String(count)]
  return `### Commit → the shopper's page

Production build, headless Chromium, one shopper who looks at an order while its courier changes by SQL. Medians of three
rounds; the poll is what this replaces.

${table(['page', 'p50 (ms)', 'p95 (ms)', 'changes'], [row('live (this app)', live), row('poll every 5 s', poll)])}`
}
