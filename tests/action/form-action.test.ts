import { describe, expect, it } from 'vitest'
import { EMPTY_FORM } from '@/lib/action/form'
import { formAction } from '@/lib/action/form-action.server'
import { fail } from '@/lib/result'

describe('a form', () => {
  it('reaches its action as an object of texts, without what React and uploads add', async () => {
    const form = new FormData()
    form.set('$ACTION_REF_1', '')
    form.set('email', 'mira@example.com')
    form.set('picture', new File(['x'], 'x.png'))
    const seen: unknown[] = []
    await formAction(async (input: { email: string }) => {
      seen.push(input)
      return fail('conflict', 'Taken.')
    })(EMPTY_FORM, form)
    expect(seen).toEqual([{ email: 'mira@example.com' }])
  })

  it('gets back what was typed, but never a password', async () => {
    const form = new FormData()
    form.set('email', 'mira@example.com')
    form.set('password', 'hunter2')
    form.set('currentPassword', 'hunter1')
    const state = await formAction(async () => fail('unauthenticated', 'Wrong.'))(EMPTY_FORM, form)
    expect(state.values).toEqual({ email: 'mira@example.com' })
    expect(JSON.stringify(state)).not.toContain('hunter')
  })
})
