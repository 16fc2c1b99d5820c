import 'server-only'
import type { PublicSettings } from './env'
import { type Env, parseEnv } from './env-schema'

let checked: Env | undefined

/**
 * The settings of this server, checked on first use.
 * The whole `process.env` is handed over, because Next.js would replace a direct `process.env.NEXT_PUBLIC_…`
 * with its value at build time, and one build must run against any backend.
 * @throws Error naming every missing or wrong setting.
 */
export function serverEnv(): Env {
  checked ??= parseEnv(process.env)
  return checked
}

/** Where this server reaches Supabase: not always the way browsers do. */
export function supabaseServerUrl(): string {
  const env = serverEnv()
  return env.SUPABASE_INTERNAL_URL ?? env.NEXT_PUBLIC_SUPABASE_URL
}

/** The part of the settings that every browser receives. */
export function publicSettings(): PublicSettings {
  const env = serverEnv()
  return {
    supabaseUrl: env.NEXT_PUBLIC_SUPABASE_URL,
    publishableKey: env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
  }
}
