import { act, cleanup, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AccountForm } from '@/components/accounts/account-form'
import { Field } from '@/components/ui/field'
import type { FormState } from '@/lib/action/form'
import { fail, ok } from '@/lib/result'

describe('a form of the account pages', () => {
  it('keeps what was typed, says what is wrong beside the field, and leads there', async () => {
    await submit(async (_previous, form) => ({
      result: fail('invalid_input', 'Some of it is wrong.', { email: ['No such place.'] }),
      values: { email: String(form.get('email')) },
    }))
    const field = screen.getByLabelText<HTMLInputElement>('E-mail')
    expect(field.value).toBe('mira@nowhere')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(field)).toContain('No such place.')
    expect(document.activeElement).toBe(field)
    expect(screen.queryByText('Some of it is wrong.')).toBeNull()
  })

  it('says above the form what belongs to no field', async () => {
    await submit(async () => ({ result: fail('unavailable', 'Nobody answers.'), values: {} }))
    expect(screen.getByRole('alert').textContent).toContain('Nobody answers.')
  })

  it('gives way to what comes after success', async () => {
    await submit(async () => ({ result: ok('mira@nowhere'), values: {} }))
    expect(screen.getByText('Sent to mira@nowhere')).toBeTruthy()
    expect(screen.queryByLabelText('E-mail')).toBeNull()
  })
})

type Action = (previous: FormState<string>, form: FormData) => Promise<FormState<string>>

async function submit(action: Action): Promise<void> {
  cleanup()
  render(
    <AccountForm action={action} submitLabel="Send" done={(email) => <p>Sent to {email}</p>}>
      {({ values, errors }) => (
        <Field
          label="E-mail"
          name="email"
          defaultValue={values.email ?? 'mira@nowhere'}
          errors={errors.email}
        />
      )}
    </AccountForm>,
  )
  await act(async () => screen.getByRole('button', { name: 'Send' }).click())
}

function describedBy(field: HTMLElement): string {
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ')
}
