/** The one address of the embedded Supabase: REST, Auth, Realtime, Studio and the mailbox by path. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerPreflight, isPreflight } from './gateway/cors.ts'
import { isLoopbackRequest } from './gateway/loopback.ts'
import { renderMailbox } from './gateway/mailbox-page.ts'
import { createProxy } from './gateway/proxy.ts'
import { sendHtml, sendJson } from './gateway/reply.ts'
import { createStudio } from './gateway/studio.ts'
import { createStudioPass } from './gateway/studio-pass.ts'
import type { Mailbox } from './mailbox.ts'

/** The face of the Realtime server that the gateway needs. */
export type RealtimeHandler = {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  handleRequest(request: IncomingMessage, response: ServerResponse): void
}

export type GatewayOptions = {
  port: number
  publishableKey: string
  secretKey: string
  mailbox: Mailbox
  realtime: RealtimeHandler
  /** The port of the API process; null while it restarts. */
  apiPort(): number | null
}

/** Longer than the pools of usual clients keep a connection, so that they never send on one that closes. */
const keepAliveTimeoutMs = 75_000

export type Gateway = { close(): Promise<void> }

/** Listens on 127.0.0.1 only. Errors: what `listen` reports, such as EADDRINUSE. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const proxy = createProxy(options.apiPort)
  const pass = createStudioPass()
  const studio = createStudio(pass.cookies)

  function handle(request: IncomingMessage, response: ServerResponse) {
    const path = pathOf(request)
    if (isPreflight(request) && isApi(path)) return answerPreflight(request, response)
    if (path.startsWith('/rest/v1')) return handleRest(request, response)
    if (path.startsWith('/auth/v1')) return proxy.forward(request, response, withoutCookies(request))
    if (path.startsWith('/realtime/v1/')) return options.realtime.handleRequest(request, response)
    if (path === '/health') return sendJson(response, 200, { status: 'ok' })
    if (/^\/(storage|functions|graphql)\/v1/.test(path)) return notEmbedded(response)
    if (!isLoopbackRequest(request))
      return sendJson(response, 403, { message: 'Open this on the machine itself.' })
    return handleLocal(path, request, response)
  }

  /** Studio and the mailbox: for browsers on this machine. */
  function handleLocal(path: string, request: IncomingMessage, response: ServerResponse) {
    if (path.startsWith('/_system/')) return handleSystem(path, request, response)
    if (path.startsWith('/mailbox')) return handleMailbox(path, request, response)
    if (path.startsWith('/static/')) return void studio.sendFile(path.slice('/static/'.length), response)
    if (request.method === 'GET' && request.headers.accept?.includes('text/html'))
      return studio.sendPage(response)
    sendJson(response, 404, { message: 'Nothing is served at this path.' })
  }

  function handleRest(request: IncomingMessage, response: ServerResponse) {
    const headers = withoutCookies(request)
    if (!pass.allows(request)) return proxy.forward(request, response, headers)
    proxy.forward(request, response, asServiceRole(headers))
  }

  function handleSystem(path: string, request: IncomingMessage, response: ServerResponse) {
    if (!pass.allows(request)) return sendJson(response, 401, { message: 'Open Studio in a browser first.' })
    if (path === '/_system/introspect') {
      return proxy.forward(request, response, asServiceRole(withoutCookies(request)))
    }
    sendJson(response, 200, { admin: true, config: { auth: { publishable_key: options.publishableKey } } })
  }

  function handleMailbox(path: string, request: IncomingMessage, response: ServerResponse) {
    const query = new URLSearchParams(request.url?.split('?')[1])
    if (path === '/mailbox/messages' && request.method === 'DELETE') options.mailbox.clear()
    if (path === '/mailbox/messages') {
      return sendJson(response, 200, options.mailbox.list(query.get('to') ?? undefined))
    }
    const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    sendHtml(response, renderMailbox(options.mailbox.list()), { 'Content-Security-Policy': policy })
  }

  /** A browser may not use the secret key itself, so nothing of the browser is passed on with it. */
  function asServiceRole(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
    const { origin: _origin, referer: _referer, ...others } = headers
    return { ...others, apikey: options.secretKey, 'user-agent': 'studio' }
  }

  const server = createServer((request, response) => {
    try {
      handle(request, response)
    } catch (error) {
      // One strange request must not end the stack for everybody else.
      console.error(error)
      if (!response.headersSent) sendJson(response, 400, { message: 'The request is malformed.' })
    }
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    try {
      if (pathOf(request).startsWith('/realtime/v1/'))
        return options.realtime.handleUpgrade(request, socket, head)
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    } catch (error) {
      console.error(error)
      socket.destroy()
    }
  })
  server.keepAliveTimeout = keepAliveTimeoutMs
  await listen(server, options.port)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        proxy.close()
      }),
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/'
}

/** What pages of other origins may call: not Studio and not the mailbox. */
function isApi(path: string): boolean {
  return /^\/(rest|auth|realtime|storage|functions|graphql)\/v1/.test(path)
}

function withoutCookies(request: IncomingMessage): IncomingMessage['headers'] {
  const { cookie: _, ...headers } = request.headers
  return headers
}

function notEmbedded(response: ServerResponse): void {
  sendJson(response, 501, { message: 'The embedded Supabase has no Storage, Functions or GraphQL.' })
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
