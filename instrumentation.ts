import type { Instrumentation } from 'next'

/** Runs once, before the first request: wrong settings end the start, with all of them named. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { serverEnv } = await import('./lib/env.server')
  try {
    serverEnv()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { log } = await import('./lib/log.server')
  const { method, path } = request
  log.error({ err: error, method, path, route: context.routePath, kind: context.routeType }, 'request failed')
}
