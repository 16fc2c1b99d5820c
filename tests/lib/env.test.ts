import { describe, expect, it } from 'vitest'
import { parseEnv } from '@/lib/env-schema'

const VALID = {
  NEXT_PUBLIC_SUPABASE_URL: 'https://abcd.supabase.co',
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_abc',
}

describe('settings', () => {
  it('need the URL and the publishable key, and have defaults for the rest', () => {
    expect(parseEnv(VALID)).toMatchObject({
      ...VALID,
      APP_URL: 'http://localhost:3000',
      ROWCAST_DEMO_ACCOUNTS: [],
    })
  })

  it('names every missing setting in one message', () => {
    const message = messageOf({})
    expect(message).toContain('NEXT_PUBLIC_SUPABASE_URL is missing')
    expect(message).toContain('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY is missing')
    expect(message).toContain('.env.example')
  })

  it.each([
    ['NEXT_PUBLIC_SUPABASE_URL', 'abcd.supabase.co', 'is not an http(s) URL'],
    ['NEXT_PUBLIC_SUPABASE_URL', 'postgres://localhost/db', 'is not an http(s) URL'],
    ['NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', 'sb_secret_abc', 'is a secret key'],
    ['SUPABASE_JWT_SECRET', 'short', 'is shorter than 32 characters'],
    ['APP_URL', 'rowcast.example', 'is not an http(s) URL'],
    ['SHOP_TIME_ZONE', 'Mars/Olympus', 'is not the name of a time zone'],
    ['ROWCAST_DEMO_ACCOUNTS', '[{', 'is not JSON'],
    [
      'ROWCAST_DEMO_ACCOUNTS',
      '[{"label":"A","email":"a@b.example","password":"p","role":"king"}]',
      '(0.role)',
    ],
  ])('says what is wrong with %s=%s', (name, value, words) => {
    const message = messageOf({ ...VALID, [name]: value })
    expect(message).toContain(name)
    expect(message).toContain(words)
  })

  it('takes the names that older guides use', () => {
    const env = parseEnv({
      NEXT_PUBLIC_SUPABASE_URL: VALID.NEXT_PUBLIC_SUPABASE_URL,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: 'anon',
      SUPABASE_SERVICE_ROLE_KEY: 'service',
    })
    expect(env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY).toBe('anon')
    expect(env.SUPABASE_SECRET_KEY).toBe('service')
  })

  it('takes the keys of Razorpay together or not at all', () => {
    const message = messageOf({ ...VALID, RAZORPAY_KEY_ID: 'rzp_live_1', RAZORPAY_KEY_SECRET: 'k' })
    expect(message).toContain('RAZORPAY_WEBHOOK_SECRET is missing')
    expect(message).toContain('SUPABASE_SECRET_KEY is missing')
    expect(message).not.toContain('RAZORPAY_KEY_SECRET is')
  })

  it('takes a tile server that says where its tiles are', () => {
    const url = 'https://tiles.example.com/{z}/{x}/{y}.png'
    expect(parseEnv({ ...VALID, MAP_TILE_URL: url }).MAP_TILE_URL).toBe(url)
    expect(messageOf({ ...VALID, MAP_TILE_URL: 'https://tiles.example.com' })).toContain(
      'MAP_TILE_URL has no {z}',
    )
    expect(messageOf({ ...VALID, MAP_TILE_URL: 'tiles/{z}/{x}/{y}' })).toContain(
      'MAP_TILE_URL is not an http(s)',
    )
  })

  it('counts an empty value as unset', () => {
    const env = parseEnv({ ...VALID, APP_URL: '', SUPABASE_JWT_SECRET: '', SUPABASE_INTERNAL_URL: '' })
    expect(env.APP_URL).toBe('http://localhost:3000')
    expect(env.SUPABASE_JWT_SECRET).toBeUndefined()
  })

  it('never repeats a secret in its message', () => {
    const secret = 'not-long-enough'
    expect(messageOf({ ...VALID, SUPABASE_JWT_SECRET: secret })).not.toContain(secret)
  })
})

function messageOf(source: Record<string, string>): string {
  try {
    parseEnv(source)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  throw new Error('The settings were accepted.')
}
