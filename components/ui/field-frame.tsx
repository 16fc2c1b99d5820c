import { type ReactNode, useId } from 'react'
import { cn } from './cn'
import { Label } from './label'

export type FieldFrameProps = {
  label: string
  /** What the person should know before typing. */
  hint?: ReactNode
  /** What is wrong with the value sent, as `ErrorInfo.fields` names it. */
  errors?: string[] | undefined
  /** Shown at the end of the label's line, such as a link. */
  aside?: ReactNode
  className?: string | undefined
}

/** What ties a control to its label, hint and errors: to be spread on it. */
type ControlProps = { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }

type Props = FieldFrameProps & { children: (control: ControlProps) => ReactNode }

/** A control with its label, hint and errors, tied together for screen readers. */
export function FieldFrame({ label, hint, errors, aside, className, children }: Props) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const isInvalid = errors !== undefined && errors.length > 0
  const describedBy = [hint && hintId, isInvalid && errorId].filter(Boolean).join(' ')

  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <Label htmlFor={id}>{label}</Label>
        {aside}
      </div>
      {children({
        id,
        ...(isInvalid && { 'aria-invalid': true }),
        ...(describedBy && { 'aria-describedby': describedBy }),
      })}
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
