/** `npm run payments`: asks the payment gateway about open payments, and frees the stock of what was never paid. */
import { fileURLToPath } from 'node:url'
import { requireRunning } from '../supabase/local/commands/running.ts'
import { StackError } from '../supabase/local/stack-error.ts'
import { readSettingsOf } from './lib/env-files.ts'
import { readSettings } from './start/settings.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

try {
  const { url } = readSettings(root)
  const answer = await fetch(new URL('/api/webhooks/razorpay/reconcile?all', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey()}` },
  }).catch(() => null)
  if (answer === null) throw new StackError(`The app does not answer at ${url}. Start it, or set APP_URL.`)
  const body = (await answer.json()) as Record<string, unknown>
  if (!answer.ok) throw new StackError(`${body.detail ?? 'The app refused.'}`)
  console.log(
    `${body.asked} open payment(s) asked about, ${body.changed} found paid or refunded, ${body.released} unpaid order(s) cancelled.`,
  )
} catch (error) {
  console.error(error instanceof StackError ? error.message : error)
  process.exitCode = 1
}

function secretKey(): string {
  const values = readSettingsOf(root)
  return values.SUPABASE_SECRET_KEY || values.SUPABASE_SERVICE_ROLE_KEY || requireRunning().status.secret_key
}
