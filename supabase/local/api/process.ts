/**
 * The process that serves REST and Auth, apart from the gateway so that a heavy request never delays
 * WebSockets. It takes its settings over the IPC channel, listens on a loopback port of its own, and ends when
 * the channel closes, which happens however its parent ends.
 */
import { serve } from '@hono/node-server'
import postgres from 'postgres'
import { createAuth } from './auth.ts'
import { createRest, type RestServer } from './rest.ts'
import type { ApiSettings, FromApi, Mail, ToApi } from './settings.ts'

// Ctrl-C reaches the whole foreground group; the parent decides when this process ends.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
process.once('message', (message: ToApi) => {
  start(message.settings).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

async function start(settings: ApiSettings): Promise<void> {
  const rest = await createRest(settings)
  const auth = await createAuth(settings, (mail: Mail) => tell({ type: 'mail', mail }))
  await watchSchema(settings.catalogDatabaseUrl, rest)
  // Everything else that @supabase/lite serves, its settings above all, stays inside.
  const route = async (request: Request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/auth/v1/')) return auth.fetch(request)
    if (pathname.startsWith('/rest/v1/') || pathname === '/_system/introspect') return rest.fetch(request)
    return new Response(null, { status: 404 })
  }
  const fetch = (request: Request) => route(request).catch(unexpected)
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => tell({ type: 'ready', port }))
  // The gateway keeps its connections: one closed here just as a request is sent on it would fail that request.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 0
}

function unexpected(error: unknown): Response {
  console.error(error)
  const message = 'Something went wrong here: see api.log in the folder of the stack.'
  return Response.json(
    { code: '500', error_code: 'unexpected_failure', message, msg: message },
    { status: 500 },
  )
}

/** The event trigger of bootstrap.sql notifies on DDL, as hosted Supabase does for PostgREST. */
async function watchSchema(databaseUrl: string, rest: RestServer): Promise<void> {
  const listener = postgres(databaseUrl, {
    max: 1,
    connection: { application_name: 'rest-schema-watch' },
    onnotice: () => {},
  })
  const reload = oneAtATime(() => rest.reloadSchema())
  let timer: NodeJS.Timeout | undefined
  await listener.listen('pgrst', () => {
    clearTimeout(timer)
    timer = setTimeout(reload, 50)
  })
}

/** Calls that come while one runs share the next: a stream of DDL would pile them up. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false
  async function run(): Promise<void> {
    isRunning = true
    while (isWanted) {
      isWanted = false
      await work().catch((error: unknown) => console.error(error))
    }
    isRunning = false
  }
  return () => {
    isWanted = true
    if (!isRunning) void run()
  }
}

function tell(message: FromApi): void {
  process.send?.(message)
}
