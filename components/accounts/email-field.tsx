import { Field } from '@/components/ui/field'

type EmailFieldProps = { defaultValue: string | undefined; errors: string[] | undefined }

export function EmailField(props: EmailFieldProps) {
  return <Field label="E-mail" name="email" type="email" autoComplete="username" required {...props} />
}
