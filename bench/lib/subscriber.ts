import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'

/** Called at the moment a change arrives, with the changed row and the time of its commit, where it is told. */
export type OnChange = (record: Record<string, unknown>, commitAt: string | null) => void
export type Subscriber = { close(): void }

type Target = { apiUrl: string; publishableKey: string; accessToken: string; table: string; filter?: string }

/** Joins a channel of Supabase Realtime as a client does, and resolves when Postgres changes flow. */
export async function subscribe(target: Target, onChange: OnChange): Promise<Subscriber> {
  const base = target.apiUrl.replace(/^http/, 'ws')
  const socket = new WebSocket(`${base}/realtime/v1/websocket?apikey=${target.publishableKey}&vsn=2.0.0`, {
    perMessageDeflate: false,
  })
  const flowing = new Promise<void>((resolve, reject) => {
    socket.on('message', (data) => {
      const [, , , event, payload] = JSON.parse(data.toString()) as [
        unknown,
        unknown,
        string,
        string,
        Payload,
      ]
      if (event === 'postgres_changes') {
        return onChange(payload.data?.record ?? {}, payload.data?.commit_timestamp ?? null)
      }
      if (event === 'system' && payload.status === 'ok') resolve()
      if (payload.status === 'error') reject(new Error(JSON.stringify(payload)))
    })
    socket.on('error', reject)
  })
  await Promise.race([once(socket, 'open'), flowing])
  socket.send(JSON.stringify(['1', '1', `realtime:bench-${target.table}`, 'phx_join', joinPayload(target)]))
  const heartbeat = setInterval(() => socket.send('[null,"2","phoenix","heartbeat",{}]'), 20_000)
  socket.on('close', () => clearInterval(heartbeat))
  await flowing
  return socket
}

/** Waits on the floor server: no protocol, no rights, one frame a change. */
export async function listenToFloor(url: string, path: string, onChange: OnChange): Promise<Subscriber> {
  const socket = new WebSocket(`${url}/${path}`, { perMessageDeflate: false })
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString()) as { record: Record<string, unknown> }
    onChange(frame.record, null)
  })
  await once(socket, 'open')
  return socket
}

/** An access token as Auth issues it, for a user of the bench. */
export function accessToken(jwtSecret: string, userId: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    sub: userId,
    role: 'authenticated',
    aud: 'authenticated',
    email: `${userId}@bench.test`,
    session_id: userId,
    is_anonymous: false,
    iat: now,
    exp: now + 3600,
  }
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${body}.${createHmac('sha256', jwtSecret).update(body).digest('base64url')}`
}

type Payload = {
  status?: string
  data?: { record?: Record<string, unknown>; commit_timestamp?: string }
}

function joinPayload({ table, filter, accessToken }: Target) {
  const change = { event: 'UPDATE', schema: 'public', table, ...(filter === undefined ? {} : { filter }) }
  return {
    config: {
      broadcast: { ack: false, self: false },
      presence: { key: '', enabled: false },
      postgres_changes: [change],
      private: false,
    },
    access_token: accessToken,
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
