'use client'

import { Minus, Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'

type Props = {
  /** What is counted, for screen readers. */
  name: string
  value: number
  most: number
  least?: number
  onChange: (value: number) => void
}

/** A number in steps of one, within what can be had. */
export function QuantityStepper({ name, value, most, least = 1, onChange }: Props) {
  return (
    <fieldset
      aria-label={`Quantity of ${name}`}
      className="inline-flex w-fit min-w-0 items-center rounded-md border border-input bg-card"
    >
      <Button
        variant="ghost"
        size="icon"
        aria-label="One less"
        disabled={value <= least}
        onClick={() => onChange(value - 1)}
      >
        <Minus aria-hidden />
      </Button>
      <output aria-live="polite" className="w-8 text-center font-medium text-sm tabular-nums">
        {value}
      </output>
      <Button
        variant="ghost"
        size="icon"
        aria-label="One more"
        disabled={value >= most}
        onClick={() => onChange(value + 1)}
      >
        <Plus aria-hidden />
      </Button>
    </fieldset>
  )
}
