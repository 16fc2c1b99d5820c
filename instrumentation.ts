import type { Instrumentation } from 'next'

/** Runs once, before the first request. */
export async function register(): Promise<void> {
  // Positive tests, so that the bundle for other runtimes leaves the imports out.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkSettings } = await import('./lib/boot.server')
    checkSettings()
  }
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { log } = await import('./lib/log.server')
    const { method, path } = request
    log.error(
      { err: error, method, path, route: context.routePath, kind: context.routeType },
      'request failed',
    )
  }
}
