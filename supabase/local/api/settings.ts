import type { Schema } from '@supabase/lite'

/** The keys of `[auth]` and `[api]` in config.toml, as @supabase/lite understands them. */
export type AuthSettings = NonNullable<Schema['auth']>
export type RestSettings = NonNullable<Schema['api']>

/** All that the API process must know; sent to it once over its IPC channel. */
export type ApiSettings = {
  /** Connection strings of `authenticator`, `supabase_auth_admin` and `postgres`. */
  restDatabaseUrl: string
  authDatabaseUrl: string
  catalogDatabaseUrl: string
  /** The public address of the gateway, without a trailing slash. */
  apiUrl: string
  jwtSecret: string
  publishableKey: string
  secretKey: string
  rest: RestSettings
  auth: AuthSettings
}

export type Mail = { to: string; subject: string; text: string; html: string; link: string; code: string }

export type FromApi = { type: 'ready'; port: number } | { type: 'mail'; mail: Mail }
export type ToApi = { type: 'settings'; settings: ApiSettings }
