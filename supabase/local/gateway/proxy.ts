import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http'
import { corsHeaders } from './cors.ts'
import { sendJson } from './reply.ts'

export type Proxy = {
  /** Passes a request on and its answer back, both as streams. */
  forward(request: IncomingMessage, response: ServerResponse, headers?: IncomingHttpHeaders): void
  close(): void
}

/** Bodies above this many bytes are refused with 413. */
export const bodyLimitBytes = 5 * 1024 * 1024

const hopByHop = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
  'te',
  'trailer',
]

/** A reverse proxy to the API process; `port` gives null while that process restarts. */
export function createProxy(port: () => number | null): Proxy {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })

  function forward(request: IncomingMessage, response: ServerResponse, headers = request.headers) {
    const target = port()
    if (target === null) return unavailable(response, 503)
    if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) return tooLarge(request, response)
    const upstream = send({
      agent,
      host: '127.0.0.1',
      port: target,
      method: request.method,
      path: request.url,
      headers: withoutHopByHop(headers),
    })
    upstream.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, { ...withoutHopByHop(answer.headers), ...corsHeaders() })
      answer.pipe(response)
      answer.once('error', () => response.destroy())
    })
    upstream.once('error', () => {
      if (response.headersSent) response.destroy()
      else if (!response.writableEnded) unavailable(response, 502)
    })
    response.once('close', () => upstream.destroy())
    pipeLimited(request, upstream, () => {
      tooLarge(request, response)
      upstream.destroy()
    })
  }

  return { forward, close: () => agent.destroy() }
}

/** A body without a declared length is counted on its way. */
function pipeLimited(request: IncomingMessage, upstream: NodeJS.WritableStream, onExcess: () => void): void {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > bodyLimitBytes) {
      request.unpipe()
      onExcess()
    }
  })
  request.pipe(upstream)
}

function tooLarge(request: IncomingMessage, response: ServerResponse): void {
  const message = `The request body is larger than ${bodyLimitBytes} bytes.`
  const body = { code: '413', message, details: null, hint: null }
  sendJson(response, 413, body, { 'Access-Control-Allow-Origin': '*', Connection: 'close' })
  response.once('finish', () => request.destroy())
}

function unavailable(response: ServerResponse, status: 502 | 503): void {
  const body = {
    code: String(status),
    message: 'REST and Auth are restarting; try again.',
    details: null,
    hint: null,
  }
  sendJson(response, status, body, { 'Access-Control-Allow-Origin': '*', 'Retry-After': '1' })
}

function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))
}
