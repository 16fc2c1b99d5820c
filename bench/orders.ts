import { report, table } from './lib/report.ts'
import { measurePlacing, type Placing } from './orders/place.ts'

/** `npm run bench -- orders`: how fast orders are placed. */
export async function run(): Promise<void> {
  report('orders', describePlacing(await measurePlacing()))
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
