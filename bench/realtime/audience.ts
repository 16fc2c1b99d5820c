/** The subscribers of a bench: many sockets that note when which change arrived. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { accessToken } from '../lib/subscriber.ts'
import type { ServerReady } from './server-process.ts'

/** `hot`: everybody watches row 0. `own`: everybody watches their own row. */
export type Pattern = 'hot' | 'own'

export type Audience = { size: number; joinMs: number; close(): Promise<void> }

/** `users` is how many distinct ones the sockets belong to. */
export type Company = { pattern: Pattern; size: number; users: number; table: string }

/** Called for every change that arrives, with its number. */
export type OnArrival = (n: number) => void

const joinsAtOnce = 200

export function userId(at: number): string {
  return `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
}

/** Subscribes through Realtime's protocol. */
export function joinRealtime(
  server: ServerReady,
  { pattern, size, users, table }: Company,
  onArrival: OnArrival,
): Promise<Audience> {
  const url = addressOf(server)
  return gather(size, async (at) => {
    const user = userId((at % users) + 1)
    const socket = new WebSocket(url, { perMessageDeflate: false })
    const isLive = new Promise<void>((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        const text = data.toString('latin1')
        if (text.includes('"postgres_changes",{"data"')) onArrival(numberIn(text, 0))
        else if (text.includes('"Subscribed to PostgreSQL"')) resolve()
        else if (text.includes('"error"')) reject(new Error(text))
      })
      socket.on('error', reject)
    })
    await once(socket, 'open')
    const filter = pattern === 'hot' ? 'id=eq.0' : `user_id=eq.${user}`
    const change = { event: 'UPDATE', schema: 'public', table, filter }
    const payload = {
      config: { postgres_changes: [change] },
      access_token: accessToken(server.jwtSecret, user),
    }
    socket.send(JSON.stringify(['1', '1', 'realtime:bench', 'phx_join', payload]))
    await isLive
    return socket
  })
}

/** Sockets that are connected and hold no channel. */
export function connectOnly(server: ServerReady, size: number): Promise<Audience> {
  return gather(size, async () => {
    const socket = new WebSocket(addressOf(server), { perMessageDeflate: false })
    await once(socket, 'open')
    return socket
  })
}

function addressOf(server: ServerReady): string {
  return `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${server.publishableKey}&vsn=2.0.0`
}

/** Subscribes to the floor. */
export function joinFloor(url: string, { pattern, size }: Company, onArrival: OnArrival): Promise<Audience> {
  return gather(size, async (at) => {
    const path = pattern === 'hot' ? 'all' : userId(at + 1)
    const socket = new WebSocket(`${url}/${path}`, { perMessageDeflate: false })
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1')
      for (let from = text.indexOf('"n":'); from !== -1; from = text.indexOf('"n":', from + 1)) {
        onArrival(numberIn(text, from))
      }
    })
    await once(socket, 'open')
    return socket
  })
}

function numberIn(text: string, from: number): number {
  const at = text.indexOf('"n":', from) + 4
  return Number.parseInt(text.slice(at, at + 12), 10)
}

async function gather(size: number, open: (at: number) => Promise<WebSocket>): Promise<Audience> {
  const startedAt = performance.now()
  const sockets: WebSocket[] = []
  for (let from = 0; from < size; from += joinsAtOnce) {
    const count = Math.min(joinsAtOnce, size - from)
    sockets.push(...(await Promise.all(Array.from({ length: count }, (_, at) => open(from + at)))))
  }
  const joinMs = performance.now() - startedAt
  // Realtime closes sockets that say nothing for a minute.
  const heartbeat = setInterval(() => {
    for (const socket of sockets) socket.send('[null,"h","phoenix","heartbeat",{}]')
  }, 25_000)
  return {
    size,
    joinMs,
    close: async () => {
      clearInterval(heartbeat)
      const closed = sockets.map((socket) => once(socket, 'close'))
      for (const socket of sockets) socket.terminate()
      await Promise.all(closed)
    },
  }
}
