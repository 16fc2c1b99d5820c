import { fail, ok, type Result } from '@/lib/result'
import type { PaymentStart } from './payment.server'
import type { PaymentReturn } from './payments/gateway'

/** The part of Razorpay's script that is used: https://razorpay.com/docs/payments/payment-gateway/web-integration. */
type RazorpayOptions = {
  key: string
  order_id: string
  amount: number
  currency: string
  name: string
  description: string
  prefill: { name: string; contact: string }
  handler: (returned: PaymentReturn) => void
  modal: { ondismiss: () => void }
}

type RazorpayScript = new (options: RazorpayOptions) => { open: () => void }

const SCRIPT = 'https://checkout.razorpay.com/v1/checkout.js'

/** Opens Razorpay's own dialog; null when it is closed without paying. Browser only. */
export async function openRazorpay(payment: PaymentStart): Promise<Result<PaymentReturn | null>> {
  const Razorpay = await loadScript()
  if (!Razorpay) return fail('unavailable', 'The payment page of Razorpay could not be loaded. Try again.')
  return new Promise((resolve) => {
    const dialog = new Razorpay({
      key: payment.keyId,
      order_id: payment.gatewayOrderId,
      amount: payment.amount,
      currency: payment.currency,
      name: 'Rowcast',
      description: `Order ${payment.orderNumber}`,
      prefill: { name: payment.payer.name, contact: payment.payer.phone },
      handler: (returned) => resolve(ok(returned)),
      modal: { ondismiss: () => resolve(ok(null)) },
    })
    dialog.open()
  })
}

function loadedScript(): RazorpayScript | undefined {
  return (window as unknown as { Razorpay?: RazorpayScript }).Razorpay
}

function loadScript(): Promise<RazorpayScript | undefined> {
  if (loadedScript()) return Promise.resolve(loadedScript())
  return new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = SCRIPT
    script.onload = () => resolve(loadedScript())
    script.onerror = () => {
      script.remove()
      resolve(undefined)
    }
    document.head.append(script)
  })
}
