import { type ErrorInfo, fail, ok, type Result } from '@/lib/result'

/** The service worker that shows pushes; `public/push-worker.js`. */
const WORKER_PATH = '/push-worker.js'

export const PUSH_UNREACHABLE: ErrorInfo = {
  code: 'unavailable',
  message: "The browser's push service cannot be reached. Try again in a moment.",
}

export type PushKeys = { endpoint: string; p256dh: string; auth: string }

/** Whether this browser can show notices while the app is closed. On iOS only an installed app can. */
export function canReceivePushes(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

/** The endpoint that this browser has at its push service, or null. */
export async function currentEndpoint(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER_PATH)
  const subscription = await registration?.pushManager.getSubscription()
  return subscription?.endpoint ?? null
}

/** Asks the person, then the push service. `serverKey`: the public VAPID key, base64url. */
export async function subscribeDevice(serverKey: string): Promise<Result<PushKeys>> {
  if ((await Notification.requestPermission()) !== 'granted') {
    return fail(
      'forbidden',
      'This browser does not let Rowcast show notices. Allow notifications in its site settings.',
    )
  }
  try {
    const registration = await navigator.serviceWorker.register(WORKER_PATH)
    await navigator.serviceWorker.ready
    const options = { userVisibleOnly: true, applicationServerKey: serverKey }
    return keysOf(await registration.pushManager.subscribe(options))
  } catch {
    return { success: false, error: PUSH_UNREACHABLE }
  }
}

/** Ends the subscription at the push service, so that nothing arrives even if the server still tries. */
export async function unsubscribeDevice(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER_PATH)
  const subscription = await registration?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}

/** A name that people know their browser by: `Firefox on Linux`. */
export function deviceLabel(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'A browser'
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  return system === undefined ? browser : `${browser} on ${system}`
}

// The first that fits: most browsers also claim to be Chrome and Safari.
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

function keysOf(subscription: PushSubscription): Result<PushKeys> {
  const { endpoint, keys } = subscription.toJSON()
  const { p256dh, auth } = keys ?? {}
  if (!endpoint || !p256dh || !auth) return fail('unavailable', 'The push service gave no keys.')
  return ok({ endpoint, p256dh, auth })
}
