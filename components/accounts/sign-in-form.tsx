'use client'

import { Field } from '@/components/ui/field'
import { signIn } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'
import { EmailField } from './email-field'
import { TextLink } from './text-link'

export function SignInForm({ next }: { next?: string }) {
  return (
    <AccountForm action={signIn} submitLabel="Sign in">
      {({ values, errors }) => (
        <>
          <input type="hidden" name="next" value={next ?? ''} />
          <EmailField defaultValue={values.email} errors={errors.email} />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            errors={errors.password}
            aside={<TextLink href="/forgot-password">Forgot it?</TextLink>}
          />
        </>
      )}
    </AccountForm>
  )
}
