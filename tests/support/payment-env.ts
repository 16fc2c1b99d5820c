import type { StackStatus } from '../../supabase/local/stack.ts'

/** Makes this process a server of the app on the stack; `keys` are the settings of the payment gateway. To be called before anything of `lib/` is imported. */
export function becomeServer(stack: StackStatus, keys: Record<string, string> = {}): void {
  Object.assign(process.env, {
    NEXT_PUBLIC_SUPABASE_URL: stack.api_url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: stack.publishable_key,
    SUPABASE_SECRET_KEY: stack.secret_key,
    SUPABASE_JWT_SECRET: stack.jwt_secret,
    ...keys,
  })
}

const WEBHOOK = 'http://localhost:3000/api/webhooks/razorpay'

/** A message of a gateway as it comes over HTTP. */
export function webhookRequest(body: string, signature: string, eventId?: string): Request {
  return new Request(WEBHOOK, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-razorpay-signature': signature,
      ...(eventId !== undefined && { 'x-razorpay-event-id': eventId }),
    },
  })
}

/** A browser that comes back from the gateway's page, by script. */
export function returnRequest(orderId: string, returned: Record<string, string>): Request {
  return new Request(`${WEBHOOK}/return?order=${orderId}`, {
    method: 'POST',
    body: JSON.stringify(returned),
    headers: { 'content-type': 'application/json' },
  })
}

/** The same by the form that the gateway's page sends. */
export function returnForm(orderId: string, returned: Record<string, string>): Request {
  return new Request(`${WEBHOOK}/return?order=${orderId}`, {
    method: 'POST',
    body: new URLSearchParams(returned),
  })
}

export function reconcileRequest(key: string): Request {
  return new Request(`${WEBHOOK}/reconcile`, { method: 'POST', headers: { authorization: `Bearer ${key}` } })
}
