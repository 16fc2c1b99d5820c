import { startAppServer } from '../../scripts/start/app-server.ts'
import { build, isBuildCurrent } from '../../scripts/start/build.ts'
import { demoAccounts } from '../../scripts/start/demo-accounts.ts'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { freePort } from './free-port.ts'
import { type PrivateStack, startPrivateStack } from './stack.ts'

export type RunningApp = {
  url: string
  status: StackStatus
  superuserUrl: string
  stop(): Promise<void>
}

/** Starts the production build of the app on a stack of its own, with the demo accounts, on free ports. */
export async function startApp(): Promise<RunningApp> {
  if (!isBuildCurrent()) await build()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const stack = await startPrivateStack({ demo: true, siteUrl: url })
  try {
    const settings = { port, host: '127.0.0.1', url, isExternal: false }
    const server = await startAppServer('start', settings, environment(url, stack))
    return {
      url,
      status: stack.status,
      superuserUrl: stack.superuserUrl,
      stop: async () => {
        await server.stop()
        await stack.stop()
      },
    }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

function environment(url: string, { status, mailboxUrl }: PrivateStack): Record<string, string> {
  return {
    NEXT_PUBLIC_SUPABASE_URL: status.api_url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: status.publishable_key,
    SUPABASE_SECRET_KEY: status.secret_key,
    SUPABASE_JWT_SECRET: status.jwt_secret,
    APP_URL: url,
    ROWCAST_DEMO_ACCOUNTS: JSON.stringify(demoAccounts),
    ROWCAST_MAILBOX_URL: mailboxUrl,
    ROWCAST_STUDIO_URL: status.studio_url,
  }
}
