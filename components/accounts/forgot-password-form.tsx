'use client'

import { MailCheck } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { requestPasswordReset } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'
import { EmailField } from './email-field'

export function ForgotPasswordForm() {
  return (
    <AccountForm
      action={requestPasswordReset}
      submitLabel="Send me a link"
      done={({ email }) => (
        <EmptyState icon={MailCheck} title="Check your inbox" className="py-6">
          If <strong>{email}</strong> has an account here, a link to a new password is on its way.
        </EmptyState>
      )}
    >
      {({ values, errors }) => <EmailField defaultValue={values.email} errors={errors.email} />}
    </AccountForm>
  )
}
