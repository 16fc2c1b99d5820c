import { Banknote, CreditCard, TriangleAlert } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { DeskOrder } from '@/lib/orders/desk-schema'

const WORDS: Record<DeskOrder['paymentStatus'], string> = {
  pending: 'To be paid',
  paid: 'Paid',
  failed: 'Payment failed',
  refunded: 'Refunded',
}

type Props = {
  order: Pick<DeskOrder, 'status' | 'paymentMethod' | 'paymentStatus' | 'refundDue'>
  className?: string
}

/** By which way an order is paid, and whether it is. */
export function PaymentState({ order, className }: Props) {
  const { status, paymentMethod, paymentStatus, refundDue } = order
  const isMoot = paymentStatus !== 'paid' && (status === 'cancelled' || status === 'returned')
  const isTrouble = refundDue || (paymentStatus === 'failed' && !isMoot)
  const Icon = isTrouble ? TriangleAlert : ICON[paymentMethod]
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap text-sm [&_svg]:size-4 [&_svg]:shrink-0',
        isTrouble ? 'font-medium text-destructive' : 'text-muted-foreground',
        className,
      )}
    >
      <Icon aria-hidden />
      {words(order, isMoot)}
      <span className="sr-only">{paymentMethod === 'cod' ? ', cash on delivery' : ', online'}</span>
    </span>
  )
}

const ICON = { cod: Banknote, razorpay: CreditCard }

function words({ refundDue, paymentStatus }: Props['order'], isMoot: boolean): string {
  if (refundDue) return 'Refund due'
  return isMoot && paymentStatus !== 'refunded' ? 'Nothing to pay' : WORDS[paymentStatus]
}
