/**
 * The hash of the style sheet that sonner inserts by script and cannot give a nonce. `tests/lib/csp.test.ts`
 * compares it with the installed package.
 */
export const SONNER_STYLE_HASH = 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='

// It inserts the element first and fills it afterwards, so the browser asks about an empty one, too.
const EMPTY_STYLE_HASH = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

type PolicyOptions = {
  nonce: string
  supabaseUrl: string
  isHttps: boolean
  isDevelopment: boolean
  /** Razorpay's payment page stands in a frame of ours; its loader is a script that one of ours inserts. */
  usesRazorpay: boolean
  /** Of the tile server, where maps have one. */
  tileUrl: string | undefined
}

const RAZORPAY = 'https://*.razorpay.com'

/** The Content-Security-Policy of every page: own scripts by nonce, and a connection to the one backend. */
export function contentSecurityPolicy({
  nonce,
  supabaseUrl,
  isHttps,
  isDevelopment,
  usesRazorpay,
  tileUrl,
}: PolicyOptions): string {
  const backend = new URL(supabaseUrl).origin
  const tiles = tileUrl === undefined ? '' : ` ${new URL(tileUrl).origin}`
  const directives = [
    `default-src 'self'`,
    // React rebuilds server stacks with eval in development only.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // The development server inserts styles without a nonce.
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}' '${SONNER_STYLE_HASH}' '${EMPTY_STYLE_HASH}'`}`,
    // Attributes cannot carry a nonce, and widths and positions are computed values.
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:${usesRazorpay ? ` ${RAZORPAY}` : ''}${tiles}`,
    `font-src 'self'`,
    `connect-src 'self' ${backend} ${backend.replace(/^http/, 'ws')}${usesRazorpay ? ` ${RAZORPAY}` : ''}`,
    ...(usesRazorpay ? [`frame-src ${RAZORPAY}`] : []),
    // The service worker of pushes; without this line 'strict-dynamic' would shut it out.
    `worker-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ]
  return directives.join('; ')
}
