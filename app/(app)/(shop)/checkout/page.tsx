import type { Metadata } from 'next'
import { CheckoutView } from '@/components/orders/checkout/checkout-view'
import { PageHeader } from '@/components/ui/page-header'
import { requireSession } from '@/lib/auth/session.server'
import { getShop } from '@/lib/orders/actions'
import { onlinePayment } from '@/lib/orders/payment.server'

export const metadata: Metadata = { title: 'Checkout' }

export default async function CheckoutPage() {
  const [{ displayName }, products] = await Promise.all([requireSession(), getShop()])

  return (
    <>
      <PageHeader title="Checkout" />
      <CheckoutView
        initial={products.success ? products : undefined}
        displayName={displayName}
        onlinePayment={onlinePayment()}
      />
    </>
  )
}
