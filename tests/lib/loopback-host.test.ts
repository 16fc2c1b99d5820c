import { describe, expect, test } from 'vitest'
import { isForeignName } from '@/lib/loopback-host'

describe('an app that is meant for this machine', () => {
  const APP_URL = 'http://localhost:3000'

  test.each([
    'localhost:3000',
    'localhost',
    'app.localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '192.168.1.5:3000',
  ])('is reached as %s', (host) => expect(isForeignName(host, APP_URL)).toBe(false))

  test.each(['evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example:3000', 'a b', '', null])(
    'is not reached as %j',
    (host) => expect(isForeignName(host, APP_URL)).toBe(true),
  )
})

test('an app with an address of its own leaves names to its server', () => {
  expect(isForeignName('internal:3000', 'https://app.example.com')).toBe(false)
})
