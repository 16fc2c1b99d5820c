import { z } from 'zod'
import { APP_ROLES } from './auth/roles'
import { DEFAULT_SHOP_TIME_ZONE, isTimeZone } from './time-zone'

const demoAccount = z.object({
  label: z.string().min(1),
  email: z.email(),
  password: z.string().min(1),
  role: z.enum(APP_ROLES),
})

const httpUrl = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' })
const secret = z.string().min(1)

const browserKey = z
  .string({ error: 'is missing. Copy the publishable key from the API settings of your Supabase project' })
  .refine(
    (key) => !key.startsWith('sb_secret_'),
    'is a secret key. It would reach every browser: use the publishable key',
  )

const demoAccounts = z
  .string()
  .transform((text, context) => parseJson(text, context))
  .pipe(z.array(demoAccount))
  .default([])

const tileUrl = httpUrl.refine(
  (url) => ['{z}', '{x}', '{y}'].every((part) => url.includes(part)),
  'has no {z}, {x} and {y}. It looks like https://tiles.example.com/{z}/{x}/{y}.png',
)

const timeZone = z.string().refine(isTimeZone, 'is not the name of a time zone, such as Asia/Kolkata')

/** The settings by name, after the fallbacks of `FALLBACKS`. Reading them is the business of `env.server.ts`. */
export const envSchema = z.object({
  NEXT_PUBLIC_SUPABASE_URL: z.url({
    protocol: /^https?$/,
    error: ({ input }) =>
      input === undefined
        ? 'is missing. Set it to the URL of your Supabase project, such as https://abcd.supabase.co'
        : 'is not an http(s) URL. It looks like https://abcd.supabase.co',
  }),
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: browserKey,
  SUPABASE_SECRET_KEY: secret.optional(),
  SUPABASE_JWT_SECRET: secret
    .min(32, 'is shorter than 32 characters, so it is not the JWT secret of a project')
    .optional(),
  SUPABASE_INTERNAL_URL: httpUrl.optional(),
  RAZORPAY_KEY_ID: secret.optional(),
  RAZORPAY_KEY_SECRET: secret.optional(),
  RAZORPAY_WEBHOOK_SECRET: secret.optional(),
  RAZORPAY_API_URL: httpUrl.optional(),
  APP_URL: httpUrl.default('http://localhost:3000'),
  WEB_PUSH_PUBLIC_KEY: secret.optional(),
  MAP_TILE_URL: tileUrl.optional(),
  MAP_TILE_ATTRIBUTION: z.string().max(200, 'is longer than 200 characters').optional(),
  SHOP_TIME_ZONE: timeZone.default(DEFAULT_SHOP_TIME_ZONE),
  ROWCAST_DEMO_ACCOUNTS: demoAccounts,
  ROWCAST_MAILBOX_URL: httpUrl.optional(),
  ROWCAST_STUDIO_URL: httpUrl.optional(),
})

/** Money is taken with all of these or with none. */
const PAYMENT_KEYS = ['RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET', 'RAZORPAY_WEBHOOK_SECRET'] as const

/** The settings that only make sense together. */
const coherentEnv = envSchema.superRefine((env, context) => {
  if (PAYMENT_KEYS.every((name) => env[name] === undefined)) return
  for (const name of [...PAYMENT_KEYS, 'SUPABASE_SECRET_KEY'] as const) {
    if (env[name] !== undefined) continue
    context.addIssue({ code: 'custom', path: [name], message: 'is missing. Payments by Razorpay need it' })
  }
})

export type Env = z.infer<typeof envSchema>

/** Names that Supabase's older guides and hosting integrations still write. */
const FALLBACKS: Partial<Record<keyof Env, string>> = {
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'NEXT_PUBLIC_SUPABASE_ANON_KEY',
  SUPABASE_SECRET_KEY: 'SUPABASE_SERVICE_ROLE_KEY',
}

type Source = Record<string, string | undefined>

/**
 * Checks all settings at once. An empty value counts as unset.
 * @throws Error whose message names every missing or wrong setting and what to do about it.
 */
export function parseEnv(source: Source): Env {
  const values = Object.keys(envSchema.shape).map((name) => [name, readSetting(source, name as keyof Env)])
  const parsed = coherentEnv.safeParse(Object.fromEntries(values))
  if (parsed.success) return parsed.data
  throw new Error(explain(parsed.error))
}

function readSetting(source: Source, name: keyof Env): string | undefined {
  const fallback = FALLBACKS[name]
  return source[name] || (fallback && source[fallback]) || undefined
}

function explain(error: z.ZodError): string {
  const lines = error.issues.map((issue) => {
    const [name, ...path] = issue.path
    return `  - ${String(name)} ${path.length > 0 ? `(${path.join('.')}): ` : ''}${issue.message}.`
  })
  return [
    'Rowcast cannot start, because of its settings:',
    ...lines,
    'Every setting is described in .env.example. Put yours into .env.local, or into the environment.',
  ].join('\n')
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' })
    return z.NEVER
  }
}
