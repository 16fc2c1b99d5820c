import 'server-only'
import { createHmac } from 'node:crypto'
import { serverEnv } from '@/lib/env.server'
import { AppError } from '@/lib/result'
import type { PaymentGateway } from './gateway'
import { razorpayGateway } from './razorpay.server'
import { type TestGateway, testGateway } from './test-gateway.server'

type Gateway = { kind: 'razorpay'; gateway: PaymentGateway } | { kind: 'test'; gateway: TestGateway }

let chosen: Gateway | null | undefined

/**
 * Who takes online payments here: Razorpay when its keys are set, else the built-in test gateway. Null without a
 * secret key of Supabase: nobody could be told that an order is paid.
 */
export function chosenGateway(): Gateway | null {
  chosen ??= choose()
  return chosen
}

/** @throws AppError when nothing can be paid online. */
export function requireGateway(): Gateway {
  const gateway = chosenGateway()
  if (gateway === null) throw noOnlinePayment()
  return gateway
}

/** What a shopper reads where there is cash on delivery only. */
export function noOnlinePayment(): AppError {
  return new AppError('unavailable', 'Online payment is not set up here. Choose cash on delivery.')
}

function choose(): Gateway | null {
  const env = serverEnv()
  if (env.SUPABASE_SECRET_KEY === undefined) return null
  if (env.RAZORPAY_KEY_ID && env.RAZORPAY_KEY_SECRET && env.RAZORPAY_WEBHOOK_SECRET) {
    const gateway = razorpayGateway({
      keyId: env.RAZORPAY_KEY_ID,
      keySecret: env.RAZORPAY_KEY_SECRET,
      webhookSecret: env.RAZORPAY_WEBHOOK_SECRET,
      apiUrl: env.RAZORPAY_API_URL,
    })
    return { kind: 'razorpay', gateway }
  }
  // Each installation has a key of its own, and all its servers the same.
  const secret = createHmac('sha256', env.SUPABASE_SECRET_KEY).update('test payment gateway').digest('hex')
  return { kind: 'test', gateway: testGateway(secret) }
}
