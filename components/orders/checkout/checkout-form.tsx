'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { CartNotice } from '@/components/orders/cart/cart-notice'
import { CartSummary } from '@/components/orders/cart/cart-summary'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Spinner } from '@/components/ui/spinner'
import { formatMoney } from '@/lib/format'
import type { CheckedCart } from '@/lib/orders/cart'
import type { PaymentMethod } from '@/lib/orders/rules'
import type { Product } from '@/lib/orders/schema'
import { useCheckout } from '@/lib/orders/use-checkout'
import { useShippingDraft } from '@/lib/orders/use-shipping-draft'
import { CheckoutLines } from './checkout-lines'
import { CheckoutProblem } from './checkout-problem'
import { type OnlinePayment, PaymentChoice } from './payment-choice'
import { ShippingFields } from './shipping-fields'

type Props = {
  cart: CheckedCart
  products: Product[]
  displayName: string
  onlinePayment: OnlinePayment
  isOffline: boolean
  /** The order is placed, and its page on its way. */
  onPlaced: () => void
  /** What is on screen misled: time to read again. */
  onRefusal: () => void
}

export function CheckoutForm({
  cart,
  products,
  displayName,
  onlinePayment,
  isOffline,
  onPlaced,
  onRefusal,
}: Props) {
  const router = useRouter()
  const draft = useShippingDraft(displayName)
  const [method, setMethod] = useState<PaymentMethod>('cod')
  const checkout = useCheckout()
  const form = useRef<HTMLFormElement>(null)
  const errors = checkout.error?.fields ?? {}
  const total = formatMoney(cart.subtotal, cart.currency)

  useEffect(() => {
    if (checkout.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [checkout.error])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!cart.isReady) return
    const orderId = await checkout.place(cart, draft.values, method)
    if (orderId === null) return onRefusal()
    draft.forget()
    onPlaced()
    router.push(`/orders/${orderId}?placed=${method === 'cod' ? 'yes' : 'pay'}`)
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <CartNotice cart={cart} products={products} />
        <CheckoutProblem error={checkout.error} />
        <Card aria-labelledby="shipping-title">
          <CardHeader>
            <CardTitle id="shipping-title">Where it goes</CardTitle>
          </CardHeader>
          <CardContent>
            <ShippingFields values={draft.values} onChange={draft.change} errors={errors} />
          </CardContent>
        </Card>
        <Card aria-labelledby="payment-title">
          <CardHeader>
            <CardTitle id="payment-title">How you pay</CardTitle>
          </CardHeader>
          <CardContent>
            <PaymentChoice value={method} onChange={setMethod} online={onlinePayment} />
          </CardContent>
        </Card>
      </div>
      <CartSummary cart={cart}>
        <CheckoutLines lines={cart.lines} />
        <Button type="submit" size="lg" disabled={!cart.isReady || isOffline} aria-busy={checkout.isPlacing}>
          {checkout.isPlacing && <Spinner />}
          {checkout.isPlacing ? 'Placing the order…' : `Place order · ${total}`}
        </Button>
        <p className="text-pretty text-muted-foreground text-sm">
          {method === 'cod'
            ? `You pay ${total} in cash when it arrives.`
            : 'Your items are held for 30 minutes while you pay.'}
        </p>
      </CartSummary>
    </form>
  )
}
