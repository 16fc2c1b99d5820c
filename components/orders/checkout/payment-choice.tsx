import { Banknote, CreditCard, type LucideIcon } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { PaymentMethod } from '@/lib/orders/rules'

/** Who takes online payments here; null: nobody. */
export type OnlinePayment = 'razorpay' | 'test' | null

type Props = {
  value: PaymentMethod
  onChange: (method: PaymentMethod) => void
  online: OnlinePayment
}

/** Cash at the door, or online now. */
export function PaymentChoice({ value, onChange, online }: Props) {
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="sr-only">How to pay</legend>
      <Option
        method="cod"
        icon={Banknote}
        name="Cash on delivery"
        detail="Pay the courier at your door."
        isChosen={value === 'cod'}
        onChoose={onChange}
      />
      {online && (
        <Option
          method="razorpay"
          icon={CreditCard}
          name="Pay online"
          detail={
            online === 'test'
              ? 'Built-in test gateway: no money moves.'
              : 'Card, UPI or net banking, by Razorpay.'
          }
          isChosen={value === 'razorpay'}
          onChoose={onChange}
          isTest={online === 'test'}
        />
      )}
    </fieldset>
  )
}

type OptionProps = {
  method: PaymentMethod
  icon: LucideIcon
  name: string
  detail: string
  isChosen: boolean
  onChoose: (method: PaymentMethod) => void
  isTest?: boolean
}

function Option({ method, icon: Icon, name, detail, isChosen, onChoose, isTest = false }: OptionProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-lg border border-input p-4 transition-colors has-checked:border-primary has-checked:bg-accent/50 has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name="paymentMethod"
        value={method}
        checked={isChosen}
        onChange={() => onChoose(method)}
        className="mt-0.5 size-4 shrink-0 accent-primary"
      />
      <span className="grid flex-1 gap-0.5">
        <span className="flex items-center gap-2 font-medium text-sm">
          {name}
          {isTest && <Badge variant="warning">Test</Badge>}
        </span>
        <span className="text-muted-foreground text-sm">{detail}</span>
      </span>
      <Icon aria-hidden className="size-5 shrink-0 text-muted-foreground" />
    </label>
  )
}
