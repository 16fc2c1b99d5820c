import { startApp } from './app.ts'
import type { AppUnderTest } from './e2e.ts'

/** Starts one app on one private stack for all browser tests of a run. */
export default async function setup(): Promise<() => Promise<void>> {
  const { url, status, stop } = await startApp()
  const app: AppUnderTest = { url, status }
  process.env.ROWCAST_APP_UNDER_TEST = JSON.stringify(app)
  return stop
}
