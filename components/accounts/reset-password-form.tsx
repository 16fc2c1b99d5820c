'use client'

import { Field } from '@/components/ui/field'
import { setNewPassword } from '@/lib/accounts/actions'
import { MIN_PASSWORD_LENGTH } from '@/lib/accounts/rules'
import { AccountForm } from './account-form'

export function ResetPasswordForm({ email }: { email: string }) {
  return (
    <AccountForm action={setNewPassword} submitLabel="Save the new password">
      {({ errors }) => (
        <>
          {/* Tells password managers whose password it is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <Field
            label="New password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            errors={errors.password}
            hint={`At least ${MIN_PASSWORD_LENGTH} characters. All other devices are signed out.`}
          />
        </>
      )}
    </AccountForm>
  )
}
