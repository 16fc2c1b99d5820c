'use client'

import { MailCheck } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { requestPasswordReset } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'

export function ForgotPasswordForm() {
  return (
    <AccountForm
      action={requestPasswordReset}
      submitLabel="Send me a link"
      done={({ email }) => (
        <EmptyState icon={MailCheck} title="Look into your mailbox" className="py-6">
          If <strong>{email}</strong> has an account here, a link to a new password is on its way.
        </EmptyState>
      )}
    >
      {({ values, errors }) => (
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={values.email}
          errors={errors.email}
        />
      )}
    </AccountForm>
  )
}
