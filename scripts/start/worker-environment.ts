import { requireRunning } from '../../supabase/local/commands/running.ts'
import type { StackStatus } from '../../supabase/local/stack.ts'

/** The settings of a worker on the embedded Supabase; its mails end in the mailbox. */
export function workerEnvironment(status: StackStatus, appUrl: string): Record<string, string> {
  return {
    NEXT_PUBLIC_SUPABASE_URL: status.api_url,
    SUPABASE_SECRET_KEY: status.secret_key,
    APP_URL: appUrl,
    SMTP_URL: status.smtp_url,
    WEB_PUSH_PUBLIC_KEY: status.web_push_public_key,
    WEB_PUSH_PRIVATE_KEY: status.web_push_private_key,
  }
}

/** The same for the stack of this folder. Errors: StackError when it does not run. */
export function embeddedWorkerEnvironment({
  APP_URL,
  PORT,
}: Record<string, string | undefined>): Record<string, string> {
  return workerEnvironment(requireRunning().status, APP_URL || `http://localhost:${PORT || 3000}`)
}
