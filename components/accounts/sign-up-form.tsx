'use client'

import { MailCheck } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { signUp } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'
import { EmailField } from './email-field'
import { NewPasswordField } from './new-password-field'

export function SignUpForm({ next }: { next?: string }) {
  return (
    <AccountForm
      action={signUp}
      submitLabel="Create account"
      done={({ email }) => (
        <EmptyState icon={MailCheck} title="One more step" className="py-6">
          We sent a link to <strong>{email}</strong>. Open it to confirm the address.
        </EmptyState>
      )}
    >
      {({ values, errors }) => (
        <>
          <input type="hidden" name="next" value={next ?? ''} />
          <Field
            label="Name"
            name="displayName"
            autoComplete="name"
            required
            defaultValue={values.displayName}
            errors={errors.displayName}
            hint="Other people see it."
          />
          <EmailField defaultValue={values.email} errors={errors.email} />
          <NewPasswordField label="Password" errors={errors.password} />
        </>
      )}
    </AccountForm>
  )
}
