import type { ReactNode } from 'react'
import { useId } from 'react'
import { cn } from './cn'

type SwitchProps = {
  label: string
  description?: ReactNode
  isOn: boolean
  disabled?: boolean
  onChange: (isOn: boolean) => void
}

/** Something that is on or off and changes at once. The whole line is the target. */
export function Switch({ label, description, isOn, disabled = false, onChange }: SwitchProps) {
  const id = useId()
  return (
    <label
      className={cn(
        'flex min-h-11 cursor-pointer items-start justify-between gap-6',
        disabled && 'cursor-default opacity-60',
      )}
    >
      <span className="grid gap-0.5 py-1">
        <span id={`${id}-label`} className="font-medium text-sm">
          {label}
        </span>
        {description && (
          <span id={`${id}-description`} className="text-pretty text-muted-foreground text-sm">
            {description}
          </span>
        )}
      </span>
      <span className="relative mt-1 inline-flex shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          disabled={disabled}
          aria-labelledby={`${id}-label`}
          aria-describedby={description ? `${id}-description` : undefined}
          onChange={(event) => onChange(event.target.checked)}
          className="peer sr-only"
        />
        <span
          aria-hidden
          className="h-6 w-11 rounded-full border border-input bg-secondary transition-colors peer-checked:border-primary peer-checked:bg-primary peer-focus-visible:outline-2 peer-focus-visible:outline-ring peer-focus-visible:outline-offset-2 motion-reduce:transition-none"
        />
        <span
          aria-hidden
          className="absolute top-1 left-1 size-4 rounded-full bg-muted-foreground transition-[translate,background-color] peer-checked:translate-x-5 peer-checked:bg-primary-foreground motion-reduce:transition-none"
        />
      </span>
    </label>
  )
}
