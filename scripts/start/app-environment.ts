import type { StackStatus } from '../../supabase/local/stack.ts'
import { demoAccounts } from './demo-accounts.ts'

/** The settings of an app that is reached at `url` and runs on the embedded Supabase; .env.example describes them. */
export function appEnvironment(status: StackStatus, url: string): Record<string, string> {
  return {
    NEXT_PUBLIC_SUPABASE_URL: status.api_url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: status.publishable_key,
    SUPABASE_SECRET_KEY: status.secret_key,
    SUPABASE_JWT_SECRET: status.jwt_secret,
    APP_URL: url,
    ROWCAST_DEMO_ACCOUNTS: JSON.stringify(demoAccounts),
    ROWCAST_MAILBOX_URL: `${status.api_url}/mailbox`,
    ROWCAST_STUDIO_URL: status.studio_url,
    WEB_PUSH_PUBLIC_KEY: status.web_push_public_key,
  }
}
