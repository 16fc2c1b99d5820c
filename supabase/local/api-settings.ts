import type { ApiSettings } from './api/settings.ts'
import type { StackConfig } from './config.ts'
import { apiUrlOf, databaseUrls, type StackPlace } from './place.ts'
import type { Secrets } from './secrets.ts'

type Overrides = { siteUrl?: string; jwtExpiryS?: number }

/** What REST and Auth must know; `siteUrl` is where the app is, for links in mails. */
export function apiSettings(
  place: StackPlace,
  config: StackConfig,
  secrets: Secrets,
  {
    siteUrl = process.env.APP_URL ?? config.auth.site_url,
    jwtExpiryS = config.auth.jwt_expiry,
  }: Overrides = {},
): ApiSettings {
  const urls = databaseUrls(place.dbPort, secrets)
  return {
    restDatabaseUrl: urls.restUrl,
    authDatabaseUrl: urls.authUrl,
    catalogDatabaseUrl: urls.postgresUrl,
    apiUrl: apiUrlOf(place),
    jwtSecret: secrets.jwt_secret,
    publishableKey: secrets.publishable_key,
    secretKey: secrets.secret_key,
    rest: { schemas: config.api.schemas, max_rows: config.api.max_rows },
    auth: { ...authSettings(config), site_url: siteUrl, jwt_expiry: jwtExpiryS },
  }
}

/** config.toml speaks the Supabase CLI's newest words; @supabase/lite an earlier one for e-mail sign-up. */
function authSettings({ auth }: StackConfig): ApiSettings['auth'] {
  const { enabled, ...email } = auth.email
  return { ...auth, email: { ...email, enable_signup: enabled } }
}
