import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOME_PATH, safePath, signInPath } from '@/lib/auth/safe-path'

const ORIGIN = 'https://rowcast.example'

describe('where to go after signing in', () => {
  it.each(['/account', '/admin/users?q=mira', '/credits#ledger', '/credits?next=//evil.example'])(
    'follows the path %s',
    (path) => {
      expect(safePath(path)).toBe(path)
    },
  )

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/%2e//evil.example',
    '/..\\/evil.example',
    '/credits/..//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil',
    '',
    undefined,
    null,
    ['/account'],
  ])('goes home instead of following %j', (candidate) => {
    expect(safePath(candidate)).toBe(HOME_PATH)
  })

  it.each(['/sign-in', '/sign-up?x=1', '/forgot-password', '/auth/confirm?code=1'])(
    'does not walk in a circle by %s',
    (candidate) => {
      expect(safePath(candidate)).toBe(HOME_PATH)
    },
  )

  it('never leaves the app, whatever is asked for', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '/',
        '\\',
        '.',
        ':',
        '@',
        '#',
        '?',
        '%2f',
        '\t',
        '\n',
        ' ',
        'a',
        'evil.example',
        'http',
      ),
    })
    fc.assert(
      fc.property(hostile, (text) => {
        expect(new URL(safePath(text), ORIGIN).origin).toBe(ORIGIN)
        expect(new URL(safePath(`/${text}`), ORIGIN).origin).toBe(ORIGIN)
      }),
    )
  })

  it('keeps the way back in the address of the sign-in page', () => {
    expect(signInPath('/admin/users?q=a&b')).toBe('/sign-in?next=%2Fadmin%2Fusers%3Fq%3Da%26b')
    expect(signInPath(HOME_PATH)).toBe('/sign-in')
    expect(signInPath('//evil.example')).toBe('/sign-in')
  })
})
