import type { Notices } from './notices.ts'

const INTERVAL_MS = 60_000

/** What has to be done from time to time, whoever is awake: several workers that do it at once do no harm. */
export function startChores(notices: Pick<Notices, 'releaseUnpaidOrders'>, log: (line: string) => void) {
  async function run() {
    try {
      const released = await notices.releaseUnpaidOrders()
      if (released > 0) log(`${released} unpaid order(s) cancelled, their stock is free`)
    } catch (error) {
      log(`unpaid orders cannot be released: ${error instanceof Error ? error.message : error}`)
    }
  }
  void run()
  const timer = setInterval(run, INTERVAL_MS)
  return { stop: () => clearInterval(timer) }
}
