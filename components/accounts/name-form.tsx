'use client'

import { Field } from '@/components/ui/field'
import { changeName } from '@/lib/accounts/actions'
import { AccountForm } from './account-form'

export function NameForm({ displayName }: { displayName: string }) {
  return (
    <AccountForm
      action={changeName}
      submitLabel="Save"
      submitClassName="justify-self-start"
      successMessage="Saved."
    >
      {({ values, errors }) => (
        <Field
          label="Name"
          name="displayName"
          autoComplete="name"
          required
          defaultValue={values.displayName ?? displayName}
          errors={errors.displayName}
        />
      )}
    </AccountForm>
  )
}
