import { createHash } from 'node:crypto'
import { problem } from '@/lib/action/problem'
import { readBytes } from '@/lib/action/request-body'
import { log } from '@/lib/log.server'
import { chosenGateway } from '@/lib/orders/payments/gateways.server'
import { recordPayment } from '@/lib/orders/payments/record.server'
import { type PaymentNews, readWebhook } from '@/lib/orders/payments/webhook'
import { AppError } from '@/lib/result'
import { dbAsService } from '@/lib/supabase/db.admin.server'

/**
 * What the payment gateway tells of payments. 401: not from it. 5xx: it shall say so again later. Anything that was
 * understood is answered 200, also when it changed nothing, or it would be sent again for a day.
 */
export async function POST(request: Request): Promise<Response> {
  const chosen = chosenGateway()
  const db = dbAsService()
  if (chosen === null || db === null) {
    return problem({ code: 'unavailable', message: 'Online payment is not set up here.' })
  }
  try {
    // The raw text: what is parsed and printed again has another signature.
    const rawBody = new TextDecoder().decode(await readBytes(request))
    const signature = request.headers.get('x-razorpay-signature') ?? ''
    if (!chosen.gateway.isWebhook(rawBody, signature)) {
      return problem({
        code: 'unauthenticated',
        message: 'The signature is not that of the payment gateway.',
      })
    }
    const news = readNews(rawBody)
    if (news === undefined) {
      return problem({ code: 'invalid_input', message: 'This is no message about a payment.' })
    }
    if (news === null) return Response.json({ received: true, outcome: 'ignored' })
    const eventId = request.headers.get('x-razorpay-event-id') ?? digest(rawBody)
    const { outcome, is_duplicate } = await recordPayment(db, chosen.kind, eventId, news)
    return Response.json({ received: true, outcome, isDuplicate: is_duplicate })
  } catch (error) {
    if (error instanceof AppError) return problem(error)
    log.error({ err: error }, 'webhook failed')
    return problem({ code: 'internal', message: 'The message could not be kept. Send it again.' })
  }
}

function readNews(rawBody: string): PaymentNews | null | undefined {
  try {
    return readWebhook(rawBody)
  } catch {
    return undefined
  }
}

/** Razorpay always sends an event id; the same message without one is the same event. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
