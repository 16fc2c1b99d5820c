import 'server-only'
import { log } from '@/lib/log.server'
import { AppError } from '@/lib/result'
import { authForRequest } from '@/lib/supabase/auth.server'
import { toAccountError } from './auth-errors'

type Credentials = { email: string; password: string }

/** Signs in and writes the session cookies. @throws AppError */
export async function signInWith(credentials: Credentials): Promise<void> {
  const auth = await authForRequest()
  const { error } = await auth.signInWithPassword(credentials)
  if (error) throw toAccountError(error)
}

/**
 * Sets a new password for the account that is signed in, and signs it out everywhere else.
 * @throws AppError
 */
export async function replacePassword(password: string): Promise<void> {
  const auth = await authForRequest()
  const { error } = await auth.updateUser({ password })
  if (error) throw toAccountError(error)
  const others = await auth.signOut({ scope: 'others' })
  // The new password stands all the same; sessions elsewhere end with their refresh tokens.
  if (others.error) log.warn({ err: others.error }, 'other sessions were not ended')
}

/**
 * As `replacePassword`, for someone who knows the present one. Signing in with it proves that, and starts the fresh
 * session that Auth asks for before it changes a password.
 * @throws AppError
 */
export async function changePassword({ email, password }: Credentials, newPassword: string): Promise<void> {
  const auth = await authForRequest()
  const { error } = await auth.signInWithPassword({ email, password })
  if (error) throw wrongPassword(toAccountError(error))
  await replacePassword(newPassword)
}

function wrongPassword(error: AppError): AppError {
  if (error.code !== 'unauthenticated') return error
  const message = 'This is not your password.'
  return new AppError('invalid_input', message, { cause: error, fields: { currentPassword: [message] } })
}
