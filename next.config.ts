import type { NextConfig } from 'next'

const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  // Banks open their pages in a window of their own, which has to find its way back.
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
]

// Half of supabase-js is of no use to a browser that reads and writes by server actions: decision 0415.
const ABSENT = { browser: './lib/supabase/absent.ts' }

// The Content-Security-Policy carries a nonce per request: see proxy.ts.
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks the types, of the tests too: a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    resolveAlias: {
      '@supabase/functions-js': ABSENT,
      '@supabase/postgrest-js': ABSENT,
      '@supabase/storage-js': ABSENT,
    },
  },
  experimental: {
    authInterrupts: true,
    // Forms of text: more than this is an attack or a mistake.
    serverActions: { bodySizeLimit: '256kb' },
  },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
}

export default config
