import { Field } from '@/components/ui/field'
import { TextareaField } from '@/components/ui/textarea-field'
import type { ShippingValues } from '@/lib/orders/use-checkout'

type Props = {
  values: ShippingValues
  onChange: (name: keyof ShippingValues, value: string) => void
  errors: Record<string, string[]>
}

/** Where it goes, and whom the courier may call. */
export function ShippingFields({ values, onChange, errors }: Props) {
  const field = (name: keyof ShippingValues) => ({
    name,
    value: values[name],
    errors: errors[name] ?? errors[`shipping.${name}`],
    onChange: (event: { target: { value: string } }) => onChange(name, event.target.value),
    required: true,
  })

  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" autoComplete="shipping name" maxLength={80} {...field('name')} />
      <Field
        label="Phone"
        type="tel"
        autoComplete="shipping tel"
        inputMode="tel"
        placeholder="+91 98765 43210"
        maxLength={25}
        {...field('phone')}
      />
      <TextareaField
        label="Address"
        autoComplete="shipping street-address"
        rows={3}
        maxLength={300}
        className="sm:col-span-2"
        {...field('address')}
      />
      <Field label="City" autoComplete="shipping address-level2" maxLength={80} {...field('city')} />
      <Field label="Postcode" autoComplete="shipping postal-code" maxLength={12} {...field('postcode')} />
    </div>
  )
}
