'use client'

import { Field } from '@/components/ui/field'
import { changePassword } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'
import { NewPasswordField } from './new-password-field'

export function PasswordForm({ email }: { email: string }) {
  return (
    <AccountForm
      action={changePassword}
      submitLabel="Change password"
      submitClassName="justify-self-start"
      successMessage="Your password is changed."
    >
      {({ errors }) => (
        <>
          {/* Tells password managers whose password it is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <Field
            label="Current password"
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            required
            errors={errors.currentPassword}
          />
          <NewPasswordField errors={errors.password} />
        </>
      )}
    </AccountForm>
  )
}
