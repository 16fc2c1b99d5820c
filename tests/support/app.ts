import { appEnvironment } from '../../scripts/start/app-environment.ts'
import { startAppServer } from '../../scripts/start/app-server.ts'
import { build, isBuildCurrent } from '../../scripts/start/build.ts'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { freePort } from './free-port.ts'
import { startPrivateStack } from './stack.ts'

export type RunningApp = {
  url: string
  status: StackStatus
  superuserUrl: string
  stop(): Promise<void>
}

/** Starts the production build of the app on a stack of its own, with the demo accounts, on free ports. */
export async function startApp({ jwtExpiryS }: { jwtExpiryS?: number } = {}): Promise<RunningApp> {
  if (!isBuildCurrent()) await build()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const stack = await startPrivateStack({
    demo: true,
    siteUrl: url,
    ...(jwtExpiryS !== undefined && { jwtExpiryS }),
  })
  try {
    const settings = { port, host: '127.0.0.1', url, isExternal: false }
    const server = await startAppServer('start', settings, appEnvironment(stack.status, url))
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
