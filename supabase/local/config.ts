import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { supabaseFolder } from './migrate.ts'
import { StackError } from './stack-error.ts'

/** The Supabase CLI takes these paths from the project's folder. */
const contentPath = z.string().transform((path) => resolve(supabaseFolder, '..', path))
const template = z.object({ subject: z.string().optional(), content_path: contentPath.optional() })

const schema = z.object({
  api: z.object({
    port: z.number().int().default(54321),
    schemas: z.array(z.string()).default(['public']),
    max_rows: z.number().int().positive().default(1000),
    auto_expose_new_tables: z.boolean().default(true),
  }),
  db: z.object({ port: z.number().int().default(54322) }),
  auth: z.object({
    site_url: z.string().default('http://localhost:3000'),
    additional_redirect_urls: z.array(z.string()).default([]),
    jwt_expiry: z.number().int().positive().default(3600),
    enable_refresh_token_rotation: z.boolean().default(true),
    refresh_token_reuse_interval: z.number().int().nonnegative().default(10),
    enable_signup: z.boolean().default(true),
    enable_anonymous_sign_ins: z.boolean().default(false),
    minimum_password_length: z.number().int().min(6).default(6),
    email: z.object({
      enabled: z.boolean().default(true),
      double_confirm_changes: z.boolean().default(true),
      enable_confirmations: z.boolean().default(false),
      otp_length: z.number().int().default(6),
      otp_expiry: z.number().int().default(3600),
      template: z
        .object({
          confirmation: template,
          recovery: template,
          magic_link: template,
          email_change: template,
        })
        .partial()
        .optional(),
    }),
  }),
})

/** The part of supabase/config.toml that the embedded stack follows; other keys are for the Supabase CLI. */
export type StackConfig = z.infer<typeof schema>

/** Reads supabase/config.toml. Errors: StackError naming the key at fault. */
export function loadConfig(file = join(supabaseFolder, 'config.toml')): StackConfig {
  const parsed = schema.safeParse(parseToml(file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new StackError(`supabase/config.toml: ${issue?.path.join('.')}: ${issue?.message}`)
}

function parseToml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new StackError(`supabase/config.toml cannot be read: ${reason}`, { cause })
  }
}
