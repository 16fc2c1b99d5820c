import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { freePort } from './free-port.ts'
import { type PrivateStack, startPrivateStack } from './stack.ts'
import { until } from './until.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const NEXT = join(ROOT, 'node_modules/next/dist/bin/next')

export type RunningApp = {
  url: string
  status: StackStatus
  superuserUrl: string
  stop(): Promise<void>
}

/** Starts the production build of the app on a stack of its own, with the demo accounts, on free ports. */
export async function startApp(): Promise<RunningApp> {
  await buildIfNeeded()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const stack = await startPrivateStack({ demo: true, siteUrl: url })
  try {
    const server = await startServer(port, url, stack)
    return {
      url,
      status: stack.status,
      superuserUrl: stack.superuserUrl,
      stop: async () => {
        await end(server)
        await stack.stop()
      },
    }
  } catch (error) {
    await stack.stop()
    throw error
  }
}

async function buildIfNeeded(): Promise<void> {
  if (existsSync(join(ROOT, '.next/BUILD_ID'))) return
  const build = spawn(process.execPath, [NEXT, 'build'], { cwd: ROOT, stdio: 'inherit' })
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error('The build of the app failed: see above.')
}

async function startServer(port: number, url: string, { status, mailboxUrl }: PrivateStack): Promise<ChildProcess> {
  const server = spawn(process.execPath, [NEXT, 'start', '--port', String(port)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_PUBLIC_SUPABASE_URL: status.api_url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: status.publishable_key,
      SUPABASE_SECRET_KEY: status.secret_key,
      SUPABASE_JWT_SECRET: status.jwt_secret,
      APP_URL: url,
      ROWCAST_MAILBOX_URL: mailboxUrl,
      ROWCAST_STUDIO_URL: status.studio_url,
    },
  })
  const failed = once(server, 'exit').then(([code]) => {
    throw new Error(`next start ended with code ${code}.`)
  })
  const answers = () =>
    fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    )
  await Promise.race([until(answers, { withinMs: 60_000, what: `${url} to answer` }), failed])
  return server
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const exited = once(server, 'exit')
  server.kill()
  await exited
}
