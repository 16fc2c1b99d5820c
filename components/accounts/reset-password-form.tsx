'use client'

import { setNewPassword } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'
import { NewPasswordField } from './new-password-field'

export function ResetPasswordForm({ email }: { email: string }) {
  return (
    <AccountForm action={setNewPassword} submitLabel="Save the new password">
      {({ errors }) => (
        <>
          {/* Tells password managers whose password it is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <NewPasswordField errors={errors.password} note="All other devices are signed out." />
        </>
      )}
    </AccountForm>
  )
}
