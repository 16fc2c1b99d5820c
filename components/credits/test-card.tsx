import { CreditCard } from 'lucide-react'

type Props = { value: string; name: string; digits: string; isDefault?: boolean }

/** A make-believe card to choose in the test payment. */
export function TestCard({ value, name, digits, isDefault = false }: Props) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-input px-3 text-sm has-checked:border-primary has-checked:bg-accent/50">
      <input
        type="radio"
        name="card"
        value={value}
        defaultChecked={isDefault}
        className="size-4 shrink-0 accent-primary"
      />
      <CreditCard aria-hidden className="size-4 text-muted-foreground" />
      {name}
      <span className="ml-auto text-muted-foreground tabular-nums">•••• {digits}</span>
    </label>
  )
}
