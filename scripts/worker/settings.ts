import { z } from 'zod'
import { DEFAULT_SHOP_TIME_ZONE, isTimeZone } from '../../lib/time-zone.ts'
import { StackError } from '../../supabase/local/stack-error.ts'
import { readSettingsOf } from '../lib/env-files.ts'
import { embeddedWorkerEnvironment } from '../start/worker-environment.ts'

/** Where browsers have their push services. Nothing is posted anywhere else, whatever a subscription says. */
const PUSH_HOSTS =
  'fcm.googleapis.com,updates.push.services.mozilla.com,.push.apple.com,.notify.windows.com,.push.services.mozilla.com'

const schema = z
  .object({
    NEXT_PUBLIC_SUPABASE_URL: z.url('is missing: the URL of your Supabase project'),
    SUPABASE_SECRET_KEY: z.string('is missing: the worker reads the outbox with it').min(1),
    APP_URL: z.url().default('http://localhost:3000'),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is no smtp:// or smtps:// URL' }).optional(),
    MAIL_FROM: z.string().min(3).default('Rowcast <no-reply@localhost>'),
    WEB_PUSH_PUBLIC_KEY: z.string().optional(),
    WEB_PUSH_PRIVATE_KEY: z.string().optional(),
    WEB_PUSH_SUBJECT: z
      .string()
      .regex(/^(mailto:|https:)/, 'is no mailto: or https: address')
      .optional(),
    WEB_PUSH_HOSTS: z.string().default(PUSH_HOSTS),
    SHOP_TIME_ZONE: z
      .string()
      .refine(isTimeZone, 'is not the name of a time zone, such as Asia/Kolkata')
      .default(DEFAULT_SHOP_TIME_ZONE),
    NOTICE_LEASE_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  })
  .refine(
    (values) => (values.WEB_PUSH_PUBLIC_KEY === undefined) === (values.WEB_PUSH_PRIVATE_KEY === undefined),
    { path: ['WEB_PUSH_PRIVATE_KEY'], error: 'and WEB_PUSH_PUBLIC_KEY belong together: set both or none' },
  )

export type WorkerSettings = {
  supabaseUrl: string
  secretKey: string
  /** Where people reach the app, without a trailing slash. */
  appUrl: string
  /** Null: no mail server is set, so mails are skipped. */
  smtpUrl: string | null
  mailFrom: string
  /** In which mails tell the time: the shopper's own is not known. */
  timeZone: string
  /** Null: no keys are set, so pushes are skipped. */
  vapid: { publicKey: string; privateKey: string; subject: string } | null
  /** Host names; one that begins with a dot stands for all below it. */
  pushHosts: string[]
  leaseSeconds: number
}

/**
 * From the environment and the .env files that Next.js reads too; without NEXT_PUBLIC_SUPABASE_URL from the embedded
 * stack of this folder, which must be running. Errors: StackError naming every setting that is missing or wrong.
 */
export function readWorkerSettings(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): WorkerSettings {
  const own = readSettingsOf(root, environment)
  const all = own.NEXT_PUBLIC_SUPABASE_URL ? own : { ...embeddedWorkerEnvironment(own), ...own }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse({
    ...given,
    SUPABASE_SECRET_KEY: given.SUPABASE_SECRET_KEY ?? given.SUPABASE_SERVICE_ROLE_KEY,
  })
  if (parsed.success) return toSettings(parsed.data)
  const lines = parsed.error.issues.map((issue) => `  - ${issue.path.join('.')} ${issue.message}.`)
  throw new StackError(`The worker cannot start, because of its settings:\n${lines.join('\n')}`)
}

function toSettings(values: z.infer<typeof schema>): WorkerSettings {
  const { WEB_PUSH_PUBLIC_KEY: publicKey, WEB_PUSH_PRIVATE_KEY: privateKey } = values
  const appUrl = values.APP_URL.replace(/\/+$/, '')
  const subject =
    values.WEB_PUSH_SUBJECT ?? (appUrl.startsWith('https:') ? appUrl : 'mailto:no-reply@localhost')
  return {
    supabaseUrl: values.NEXT_PUBLIC_SUPABASE_URL,
    secretKey: values.SUPABASE_SECRET_KEY,
    appUrl,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM,
    timeZone: values.SHOP_TIME_ZONE,
    vapid: publicKey && privateKey ? { publicKey, privateKey, subject } : null,
    pushHosts: values.WEB_PUSH_HOSTS.split(',')
      .map((host) => host.trim())
      .filter(Boolean),
    leaseSeconds: values.NOTICE_LEASE_SECONDS,
  }
}
