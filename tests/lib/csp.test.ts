import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, SONNER_STYLE_HASH } from '@/lib/csp'

const options = {
  nonce: 'abc',
  supabaseUrl: 'https://abcd.supabase.co/',
  isHttps: true,
  isDevelopment: false,
  usesRazorpay: false,
  tileUrl: undefined,
}

describe('the Content-Security-Policy', () => {
  it('runs scripts by nonce only, without eval', () => {
    const scripts = directive(contentSecurityPolicy(options), 'script-src')
    expect(scripts).toContain("'nonce-abc'")
    expect(scripts).not.toMatch(/unsafe/)
  })

  it('connects to the one backend, by http and by WebSocket', () => {
    expect(directive(contentSecurityPolicy(options), 'connect-src')).toBe(
      "connect-src 'self' https://abcd.supabase.co wss://abcd.supabase.co",
    )
    expect(
      directive(contentSecurityPolicy({ ...options, supabaseUrl: 'http://127.0.0.1:54321' }), 'connect-src'),
    ).toBe("connect-src 'self' http://127.0.0.1:54321 ws://127.0.0.1:54321")
  })

  it('asks for https only where the app has it', () => {
    expect(contentSecurityPolicy(options)).toContain('upgrade-insecure-requests')
    expect(contentSecurityPolicy({ ...options, isHttps: false })).not.toContain('upgrade-insecure-requests')
  })

  it('lets Razorpay in where its keys are set, and nowhere else', () => {
    expect(contentSecurityPolicy(options)).not.toContain('razorpay')
    const policy = contentSecurityPolicy({ ...options, usesRazorpay: true })
    expect(directive(policy, 'frame-src')).toBe('frame-src https://*.razorpay.com')
    expect(directive(policy, 'connect-src')).toContain('https://*.razorpay.com')
    expect(directive(policy, 'script-src')).toBe(directive(contentSecurityPolicy(options), 'script-src'))
  })

  it('shows the pictures of a tile server where one is named', () => {
    expect(directive(contentSecurityPolicy(options), 'img-src')).toBe("img-src 'self' data: blob:")
    const tileUrl = 'https://tiles.example.com/osm/{z}/{x}/{y}.png?key=k'
    expect(directive(contentSecurityPolicy({ ...options, tileUrl }), 'img-src')).toBe(
      "img-src 'self' data: blob: https://tiles.example.com",
    )
  })

  it('knows the style sheet of the installed sonner', async () => {
    const source = await readFile(createRequire(import.meta.url).resolve('sonner'), 'utf8')
    const literal = source.match(/__insertCSS\(("(?:[^"\\]|\\.)*")\)/)?.[1] ?? '""'
    const hash = createHash('sha256').update(JSON.parse(literal)).digest('base64')
    expect(SONNER_STYLE_HASH).toBe(`sha256-${hash}`)
  })
})

function directive(policy: string, name: string): string | undefined {
  return policy.split('; ').find((part) => part.startsWith(`${name} `))
}
