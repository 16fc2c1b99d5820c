import { Field } from '@/components/ui/field'
import { MIN_PASSWORD_LENGTH } from '@/lib/accounts/rules'

type NewPasswordFieldProps = {
  label?: string
  errors: string[] | undefined
  /** What else to know, after the least length. */
  note?: string
}

export function NewPasswordField({ label = 'New password', errors, note }: NewPasswordFieldProps) {
  const hint = `At least ${MIN_PASSWORD_LENGTH} characters.`
  return (
    <Field
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      errors={errors}
      hint={note === undefined ? hint : `${hint} ${note}`}
    />
  )
}
