/**
 * One order that a shopper tries to place. It is kept beside the cart, so that neither a second press, a second tab
 * nor a reload while the answer is on its way makes two orders of it.
 */
export type CheckoutAttempt = {
  /** The idempotency key of the order. */
  key: string
  /** What was ordered, as a digest: an address has no business in the browser's storage. */
  digest: string
}

/**
 * What to do when `digest` is to be ordered: send it with the key of the same order, or first find out what became
 * of another one whose answer never came.
 */
export function nextAttempt(
  earlier: CheckoutAttempt | null,
  digest: string,
  newKey: () => string,
): { attempt: CheckoutAttempt; unanswered: CheckoutAttempt | null } {
  if (earlier?.digest === digest) return { attempt: earlier, unanswered: null }
  return { attempt: { key: newKey(), digest }, unanswered: earlier }
}

/** A short fingerprint of `request` (FNV-1a, twice 32 bits): equal requests have equal ones. */
export function digestOf(request: unknown): string {
  const text = JSON.stringify(request)
  return fnv1a(text, 0x811c9dc5) + fnv1a(text, 0x01000193)
}

export function parseAttempt(kept: unknown): CheckoutAttempt | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { key, digest } = kept as Record<string, unknown>
  return typeof key === 'string' && typeof digest === 'string' ? { key, digest } : null
}

function fnv1a(text: string, seed: number): string {
  let hash = seed
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
