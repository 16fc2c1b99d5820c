'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { defineAction } from '@/lib/action/define-action.server'
import { formAction } from '@/lib/action/form-action.server'
import { HOME_PATH, safePath } from '@/lib/auth/safe-path'
import { serverEnv } from '@/lib/env.server'
import { AppError } from '@/lib/result'
import { authForRequest } from '@/lib/supabase/auth.server'
import { toAppError } from '@/lib/supabase/errors'
import { toAccountError } from './auth-errors'
import * as credentials from './credentials.server'
import { confirmUrl } from './links.server'
import { findMembers } from './queries.server'
import * as inputs from './schema'

export const signUp = formAction(
  defineAction({
    input: inputs.signUpInput,
    access: 'public',
    run: async ({ input: { displayName, email, password, next } }) => {
      const path = safePath(next)
      const auth = await authForRequest()
      const options = { data: { display_name: displayName }, emailRedirectTo: confirmUrl(path) }
      const { data, error } = await auth.signUp({ email, password, options })
      if (error) throw toAccountError(error)
      // No session means that the address must be confirmed first.
      return data.session === null ? { email } : redirect(path)
    },
  }),
)

export const signIn = formAction(
  defineAction({
    input: inputs.signInInput,
    access: 'public',
    run: async ({ input: { email, password, next } }): Promise<null> => {
      await credentials.signInWith({ email, password })
      redirect(safePath(next))
    },
  }),
)

/** The passwords of the demo accounts stay on the server; without ROWCAST_DEMO_ACCOUNTS there are none. */
export const signInAsDemo = formAction(
  defineAction({
    input: inputs.demoSignInInput,
    access: 'public',
    run: async ({ input: { email, next } }): Promise<null> => {
      const account = serverEnv().ROWCAST_DEMO_ACCOUNTS.find((demo) => demo.email === email)
      if (account === undefined) throw new AppError('not_found', 'There is no such demo account.')
      await credentials.signInWith(account)
      redirect(safePath(next))
    },
  }),
)

/** Of this browser only; it succeeds even when Auth does not answer. */
export async function signOut(): Promise<void> {
  const auth = await authForRequest()
  await auth.signOut({ scope: 'local' })
  redirect('/')
}

/** Answers the same whether or not there is such an account. */
export const requestPasswordReset = formAction(
  defineAction({
    input: inputs.resetRequestInput,
    access: 'public',
    run: async ({ input: { email } }) => {
      const auth = await authForRequest()
      const { error } = await auth.resetPasswordForEmail(email, { redirectTo: confirmUrl('/reset-password') })
      const failure = error && toAccountError(error)
      if (failure?.code === 'unavailable') throw failure
      return { email }
    },
  }),
)

export const setNewPassword = formAction(
  defineAction({
    input: inputs.newPasswordInput,
    access: 'signed-in',
    run: async ({ input: { password } }): Promise<null> => {
      await credentials.replacePassword(password)
      redirect(HOME_PATH)
    },
  }),
)

export const changePassword = formAction(
  defineAction({
    input: inputs.passwordChangeInput,
    access: 'signed-in',
    run: async ({ input: { currentPassword, password }, session: { email } }) => {
      if (email === null) throw new AppError('forbidden', 'A guest has no password.')
      await credentials.changePassword({ email, password: currentPassword }, password)
      return null
    },
  }),
)

export const changeName = formAction(
  defineAction({
    input: inputs.nameInput,
    access: 'signed-in',
    run: async ({ input: { displayName }, session: { userId }, db }) => {
      const { error } = await db.from('profiles').update({ display_name: displayName }).eq('id', userId)
      if (error) throw toAppError(error)
      refresh()
      return null
    },
  }),
)

export const listMembers = defineAction({
  input: inputs.memberSearch,
  access: 'admin',
  run: ({ input: { search }, db }) => findMembers(db, search),
})

export const setRole = defineAction({
  input: inputs.roleInput,
  access: 'admin',
  run: async ({ input: { userId, role }, db }) => {
    const { error } = await db.rpc('set_role', { user_id: userId, role })
    if (error) throw toAppError(error)
    return null
  },
})
