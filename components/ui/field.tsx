import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'
import { Input } from './input'
import { Label } from './label'

type FieldProps = ComponentProps<typeof Input> & {
  label: string
  /** What the person should know before typing. */
  hint?: ReactNode
  /** What is wrong with the value sent, as `ErrorInfo.fields` names it. */
  errors?: string[] | undefined
  /** Shown at the end of the label's line, such as a link. */
  aside?: ReactNode
}

/** An input with its label, hint and errors, tied together for screen readers. */
export function Field({ label, hint, errors, aside, className, ...input }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const isInvalid = errors !== undefined && errors.length > 0
  const describedBy = [hint && hintId, isInvalid && errorId].filter(Boolean).join(' ')

  return (
    <div className={cn('grid gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <Label htmlFor={id}>{label}</Label>
        {aside}
      </div>
      <Input
        id={id}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy || undefined}
        {...input}
      />
      {hint && (
        <p id={hintId} className="text-muted-foreground text-sm">
          {hint}
        </p>
      )}
      {isInvalid && (
        <p id={errorId} className="font-medium text-destructive text-sm">
          {errors.join(' ')}
        </p>
      )}
    </div>
  )
}
