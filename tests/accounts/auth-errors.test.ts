import { AuthApiError, AuthRetryableFetchError } from '@supabase/supabase-js'
import { describe, expect, it } from 'vitest'
import { toAccountError } from '@/lib/accounts/auth-errors'

describe('errors of Auth', () => {
  it.each([
    ['invalid_credentials', 400, 'unauthenticated'],
    ['user_already_exists', 422, 'conflict'],
    ['email_exists', 422, 'conflict'],
    ['weak_password', 422, 'invalid_input'],
    ['otp_expired', 403, 'invalid_input'],
    ['over_request_rate_limit', 429, 'rate_limited'],
    ['signup_disabled', 422, 'forbidden'],
    ['session_not_found', 403, 'unauthenticated'],
    ['some_code_of_tomorrow', 429, 'rate_limited'],
    ['some_code_of_tomorrow', 400, 'internal'],
  ])('%s (%i) is %s', (code, status, expected) => {
    const error = toAccountError(new AuthApiError('raw words', status, code))
    expect(error.code).toBe(expected)
    expect(error.message).not.toContain('raw words')
  })

  it('points to the field that can be mended', () => {
    expect(toAccountError(new AuthApiError('x', 422, 'user_already_exists')).fields).toHaveProperty('email')
    expect(toAccountError(new AuthApiError('x', 422, 'same_password')).fields).toHaveProperty('password')
  })

  it('says that Auth is away when it is', () => {
    expect(toAccountError(new AuthRetryableFetchError('fetch failed', 0)).code).toBe('unavailable')
  })

  it('does not tell a wrong address from a wrong password', () => {
    const { message, fields } = toAccountError(new AuthApiError('x', 400, 'invalid_credentials'))
    expect(message).toMatch(/address or the password/)
    expect(fields).toBeUndefined()
  })
})
