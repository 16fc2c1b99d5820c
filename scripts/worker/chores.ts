import type { WorkerSettings } from './settings.ts'

const INTERVAL_MS = 60_000
const TIMEOUT_MS = 30_000

/**
 * What has to be done from time to time: the app is told to ask the payment gateway about open payments and to free
 * the stock of what was never paid. Several workers that do it at once do no harm.
 */
export function startChores(
  { appUrl, secretKey }: Pick<WorkerSettings, 'appUrl' | 'secretKey'>,
  log: (line: string) => void,
) {
  let lastProblem = ''

  async function run() {
    const problem = await reconcilePayments(appUrl, secretKey)
    // An app that is away for an hour is worth one line, not sixty.
    if (problem !== '' && problem !== lastProblem) log(`payments: ${problem}`)
    lastProblem = problem
  }

  const timer = setInterval(() => void run(), INTERVAL_MS)
  return { stop: () => clearInterval(timer) }
}

/** Gives what went wrong, or ''. */
async function reconcilePayments(appUrl: string, secretKey: string): Promise<string> {
  try {
    const response = await fetch(`${appUrl}/api/webhooks/razorpay/reconcile`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.ok ? '' : `the app answered ${response.status}`
  } catch {
    return `the app does not answer at ${appUrl}`
  }
}
