import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256 in hex, as Razorpay signs (https://razorpay.com/docs/webhooks/validate-test). */
export function sign(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** In constant time, so that no signature can be guessed byte by byte. */
export function isSigned(text: string, signature: string, secret: string): boolean {
  const expected = Buffer.from(sign(text, secret))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** What is signed when a browser comes back. */
export function returnText(gatewayOrderId: string, paymentId: string): string {
  return `${gatewayOrderId}|${paymentId}`
}
