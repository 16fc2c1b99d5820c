import { describe, expect, it } from 'vitest'
import { passwordChangeInput, roleInput, signInInput, signUpInput } from '@/lib/accounts/schema'

const VALID = { displayName: 'Mira', email: 'mira@example.com', password: 'correct horse' }

describe('signing up', () => {
  it('tidies the name and the address, and leaves the password alone', () => {
    const parsed = signUpInput.parse({
      displayName: '  Zoë Łukasz ',
      email: ' Zoe@Example.COM ',
      password: ' with spaces ',
    })
    expect(parsed).toEqual({ displayName: 'Zoë Łukasz', email: 'zoe@example.com', password: ' with spaces ' })
  })

  it.each([
    ['displayName', ''],
    ['displayName', '   '],
    ['displayName', 'x'.repeat(81)],
    ['displayName', 'two\nlines'],
    ['email', ''],
    ['email', 'mira'],
    ['email', `${'x'.repeat(250)}@example.com`],
    ['password', 'short'],
    ['password', 'x'.repeat(73)],
    ['password', 'ä'.repeat(37)],
    ['password', undefined],
  ])('refuses %s = %j, with a sentence', (field, value) => {
    const parsed = signUpInput.safeParse({ ...VALID, [field]: value })
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toContain(field)
    expect(parsed.error?.issues[0]?.message).toMatch(/[.]$|expected/)
  })

  it('ignores a role that is sent along', () => {
    expect(signUpInput.parse({ ...VALID, role: 'admin' })).not.toHaveProperty('role')
  })
})

describe('signing in', () => {
  it('accepts a password of any length: the rules may have been others once', () => {
    expect(signInInput.safeParse({ email: 'mira@example.com', password: 'x' }).success).toBe(true)
    expect(signInInput.safeParse({ email: 'mira@example.com', password: '' }).success).toBe(false)
  })
})

describe('changing', () => {
  it('a password needs the current one', () => {
    expect(passwordChangeInput.safeParse({ currentPassword: '', password: 'correct horse' }).success).toBe(
      false,
    )
  })

  it('a role knows only the roles there are', () => {
    const userId = '00000000-0000-4000-8000-000000000001'
    expect(roleInput.safeParse({ userId, role: 'teacher' }).success).toBe(true)
    expect(roleInput.safeParse({ userId, role: 'superuser' }).success).toBe(false)
    expect(roleInput.safeParse({ userId: '1 or 1=1', role: 'admin' }).success).toBe(false)
  })
})
