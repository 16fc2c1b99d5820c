import type { ReactNode } from 'react'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { formatMoney } from '@/lib/format'
import type { CheckedCart } from '@/lib/orders/cart'
import { piecesWords } from '@/lib/orders/cart-words'

type Props = { cart: CheckedCart; children?: ReactNode }

/** What it all costs, and what can be done about it. */
export function CartSummary({ cart: { count, subtotal, currency }, children }: Props) {
  return (
    <Card aria-labelledby="summary-title" className="lg:sticky lg:top-20">
      <CardHeader>
        <CardTitle id="summary-title">Summary</CardTitle>
      </CardHeader>
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <dl className="grid grid-cols-[1fr_auto] gap-y-2 text-sm tabular-nums [&_dd]:pl-4 [&_dd]:text-right">
          <dt className="text-muted-foreground">{piecesWords(count)}</dt>
          <dd>{formatMoney(subtotal, currency)}</dd>
          <dt className="text-muted-foreground">Delivery</dt>
          <dd>Free</dd>
          <dt className="border-t pt-3 font-semibold text-base">Total</dt>
          <dd className="border-t pt-3 font-semibold text-base" data-testid="total">
            {formatMoney(subtotal, currency)}
          </dd>
        </dl>
        {children}
      </CardContent>
    </Card>
  )
}
