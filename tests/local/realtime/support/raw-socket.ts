/** A WebSocket client below supabase-js, which keeps every frame it gets. */
import { once } from 'node:events'
import WebSocket from 'ws'
import { until } from '../../../support/until.ts'

export type Received = { text: string } | { binary: Buffer } | { close: number }

export type RawSocket = {
  received: Received[]
  send(frame: string | Buffer): void
  close(code?: number): void
  terminate(): void
  /** Waits until at least this many frames have come. */
  untilReceived(count: number, withinMs?: number): Promise<void>
  /** The texts received so far, parsed. */
  messages(): unknown[]
  webSocket: WebSocket
}

/** Connects; errors with the HTTP status and body when the handshake is refused. */
export async function openRawSocket(url: string, headers: Record<string, string> = {}): Promise<RawSocket> {
  const webSocket = new WebSocket(url, { headers, perMessageDeflate: false })
  const received: Received[] = []
  webSocket.on('message', (data: Buffer, isBinary) => {
    received.push(isBinary ? { binary: data } : { text: data.toString('utf8') })
  })
  webSocket.on('close', (code) => received.push({ close: code }))
  const refused = new Promise<never>((_resolve, reject) => {
    webSocket.on('unexpected-response', (_request, response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => {
        body += chunk
      })
      response.on('end', () => reject(new HandshakeRefused(response.statusCode ?? 0, body)))
    })
    webSocket.on('error', reject)
  })
  refused.catch(() => {})
  await Promise.race([once(webSocket, 'open'), refused])
  return {
    received,
    webSocket,
    send: (frame) => webSocket.send(frame),
    close: (code = 1000) => webSocket.close(code),
    terminate: () => webSocket.terminate(),
    untilReceived: async (count, withinMs) => {
      await until(() => received.length >= count, {
        withinMs,
        what: `${count} frames (${received.length} came)`,
      })
    },
    messages: () => received.flatMap((frame) => ('text' in frame ? [JSON.parse(frame.text)] : [])),
  }
}

export class HandshakeRefused extends Error {
  readonly status: number
  readonly body: string

  constructor(status: number, body: string) {
    super(`the handshake was refused with ${status}: ${body}`)
    this.status = status
    this.body = body
  }
}
