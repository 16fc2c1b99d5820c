import type { ComponentProps } from 'react'
import { FieldFrame, type FieldFrameProps } from './field-frame'
import { Input } from './input'

type FieldProps = ComponentProps<typeof Input> & FieldFrameProps

/** An input with its label, hint and errors. */
export function Field({ label, hint, errors, aside, className, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} hint={hint} errors={errors} aside={aside} className={className}>
      {(control) => <Input {...control} {...input} />}
    </FieldFrame>
  )
}
