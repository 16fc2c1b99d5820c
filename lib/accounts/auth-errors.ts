import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { AppError, type ErrorCode } from '@/lib/result'
import { neutralMessage } from '@/lib/supabase/errors'

type Answer = { code: ErrorCode; message: string; field?: string }

const ALREADY_EXISTS: Answer = {
  code: 'conflict',
  message: 'There is an account with this e-mail address already. Sign in instead.',
  field: 'email',
}
const TOO_OFTEN: Answer = { code: 'rate_limited', message: neutralMessage('rate_limited') }
const SIGNED_OUT: Answer = { code: 'unauthenticated', message: neutralMessage('unauthenticated') }

/** By the error codes of Supabase Auth: https://supabase.com/docs/guides/auth/debugging/error-codes */
const ANSWERS: Record<string, Answer> = {
  invalid_credentials: { code: 'unauthenticated', message: 'The e-mail address or the password is wrong.' },
  email_not_confirmed: {
    code: 'forbidden',
    message: 'Confirm your e-mail address first: we sent you a link when you signed up.',
  },
  email_exists: ALREADY_EXISTS,
  user_already_exists: ALREADY_EXISTS,
  email_address_invalid: {
    code: 'invalid_input',
    message: 'This e-mail address is not accepted.',
    field: 'email',
  },
  weak_password: {
    code: 'invalid_input',
    message: 'This password is too easy to guess. Try a longer one.',
    field: 'password',
  },
  same_password: {
    code: 'invalid_input',
    message: 'This is your password already. Choose another one.',
    field: 'password',
  },
  otp_expired: {
    code: 'invalid_input',
    message: 'This link has been used or is too old. Ask for a new one.',
  },
  over_request_rate_limit: TOO_OFTEN,
  over_email_send_rate_limit: TOO_OFTEN,
  signup_disabled: { code: 'forbidden', message: 'New accounts are not open at the moment.' },
  user_banned: { code: 'forbidden', message: 'This account is closed.' },
  reauthentication_needed: { code: 'unauthenticated', message: 'Sign in again before you change this.' },
  session_expired: SIGNED_OUT,
  session_not_found: SIGNED_OUT,
  user_not_found: SIGNED_OUT,
}

/** The one place that knows the error codes of Supabase Auth. What it does not know is a bug of ours. */
export function toAccountError(error: AuthError): AppError {
  if (isAuthRetryableFetchError(error)) {
    return new AppError('unavailable', neutralMessage('unavailable'), { cause: error })
  }
  const answer = ANSWERS[error.code ?? ''] ?? byStatus(error.status)
  const fields = answer.field === undefined ? undefined : { [answer.field]: [answer.message] }
  return new AppError(answer.code, answer.message, { cause: error, fields })
}

function byStatus(status: number | undefined): Answer {
  if (status === 429) return TOO_OFTEN
  return { code: 'internal', message: neutralMessage('internal') }
}
