import { z } from 'zod'
import { problem } from '@/lib/action/problem'
import { readBytes } from '@/lib/action/request-body'
import { log } from '@/lib/log.server'
import { confirmReturn } from '@/lib/orders/payments/confirm-return.server'
import { AppError, type ErrorInfo } from '@/lib/result'
import { dbAsService } from '@/lib/supabase/db.admin.server'
import { neutralMessage } from '@/lib/supabase/errors'

const id = z.string().min(1).max(100)
const returned = z.object({ razorpay_order_id: id, razorpay_payment_id: id, razorpay_signature: id })

/**
 * Where a browser posts what the gateway gave it: by script as JSON, then the answer says what became of it; or as the
 * form that Razorpay's own page sends, then the answer leads to the order. The signature is what is believed, so that
 * it needs no session.
 */
export async function POST(request: Request): Promise<Response> {
  const orderId = z.uuid().safeParse(new URL(request.url).searchParams.get('order')).data
  const isForm = !request.headers.get('content-type')?.startsWith('application/json')
  const answer = await confirm(request, orderId, isForm)
  if (isForm && orderId !== undefined) return goTo(`/orders/${orderId}`)
  return 'code' in answer ? problem(answer) : Response.json(answer)
}

async function confirm(request: Request, orderId: string | undefined, isForm: boolean) {
  try {
    const text = new TextDecoder().decode(await readBytes(request))
    const body: unknown = isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text)
    const values = returned.safeParse(body).data
    const db = dbAsService()
    if (!values || orderId === undefined) {
      return {
        code: 'invalid_input',
        message: 'This is not what a payment gateway sends.',
      } satisfies ErrorInfo
    }
    if (db === null)
      return { code: 'unavailable', message: 'Online payment is not set up here.' } satisfies ErrorInfo
    return await confirmReturn(db, orderId, values)
  } catch (error) {
    if (error instanceof AppError) return error
    if (error instanceof SyntaxError) {
      return {
        code: 'invalid_input',
        message: 'This is not what a payment gateway sends.',
      } satisfies ErrorInfo
    }
    log.error({ err: error }, 'payment return failed')
    return { code: 'internal', message: neutralMessage('internal') } satisfies ErrorInfo
  }
}

/** A path of this app only; the form may have come from another site. */
function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, 'cache-control': 'no-store' } })
}
