import type { ComponentProps } from 'react'
import { cn } from './cn'
import { FieldFrame, type FieldFrameProps } from './field-frame'

type TextareaFieldProps = ComponentProps<'textarea'> & FieldFrameProps

/** Text of several lines with its label, hint and errors. It grows with what is typed, where the browser can do so. */
export function TextareaField({ label, hint, errors, aside, className, ...textarea }: TextareaFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} errors={errors} aside={aside} className={className}>
      {(control) => (
        <textarea
          rows={3}
          className={cn(
            // 16 px on phones: iOS zooms into anything smaller.
            'field-sizing-content max-h-72 min-h-20 w-full min-w-0 rounded-md border border-input bg-card px-3 py-2.5 text-base shadow-xs sm:text-sm',
            'placeholder:text-muted-foreground disabled:opacity-55',
            'aria-invalid:border-destructive aria-invalid:outline-destructive',
          )}
          {...control}
          {...textarea}
        />
      )}
    </FieldFrame>
  )
}
