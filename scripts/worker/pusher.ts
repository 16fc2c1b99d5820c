import webPush from 'web-push'
import type { Delivery, PushNotice } from './notice.ts'
import type { WorkerSettings } from './settings.ts'

type PushSettings = Pick<WorkerSettings, 'vapid' | 'pushHosts'>

/** Shorter than the lease, so that nobody else sends a push that is still under way. */
const TIMEOUT_MS = 15_000
/** A browser that is off for longer than this hears nothing: the order is on the desk by then. */
const TTL_SECONDS = 12 * 3_600

/** Hands messages to the browsers' push services (RFC 8030), encrypted for the browser (RFC 8291). */
export function createPusher({ vapid, pushHosts }: PushSettings) {
  return async (notice: PushNotice): Promise<Delivery> => {
    if (vapid === null) return { outcome: 'skipped', error: 'No push keys are set (WEB_PUSH_PUBLIC_KEY).' }
    const endpoint = new URL(notice.subscription.endpoint)
    if (!isPushService(endpoint, pushHosts)) {
      return {
        outcome: 'failed',
        error: `${endpoint.hostname} is no push service that is known here.`,
        isGone: true,
      }
    }
    const request = webPush.generateRequestDetails(
      toSubscription(notice),
      JSON.stringify(toMessage(notice)),
      {
        vapidDetails: vapid,
        TTL: TTL_SECONDS,
        urgency: 'high',
        // A second message of the same topic replaces the first one that was not shown yet.
        topic: notice.id.replaceAll('-', ''),
      },
    )
    const response = await fetch(request.endpoint, {
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: new Uint8Array(request.body ?? []),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return toDelivery(response)
  }
}

/** What the service worker of the app shows; `tag` lets a repeated message replace itself. */
function toMessage({ id, data }: PushNotice) {
  return {
    title: data.subject,
    body: data.items.map(({ name, quantity }) => `${quantity} × ${name}`).join(', '),
    tag: id,
    url: `/admin/orders?order=${data.order_id}`,
  }
}

function toSubscription({ subscription: { endpoint, p256dh, auth } }: PushNotice) {
  return { endpoint, keys: { p256dh, auth } }
}

/** Over plain http only to this machine, which the list must name: for tests. */
function isPushService({ protocol, hostname }: URL, hosts: string[]): boolean {
  const isListed = hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
  return isListed && (protocol === 'https:' || hostname === '127.0.0.1')
}

function toDelivery(response: Response): Delivery {
  const { status } = response
  if (response.ok) return { outcome: 'sent' }
  const error = `The push service answered ${status}.`
  if (status === 404 || status === 410) return { outcome: 'failed', error, isGone: true }
  if (status !== 429 && status < 500) return { outcome: 'failed', error }
  const retryAfter = Number(response.headers.get('retry-after'))
  return { outcome: 'retry', error, ...(retryAfter > 0 && { retryInSeconds: Math.min(retryAfter, 86_400) }) }
}
