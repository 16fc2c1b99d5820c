/**
 * The floor that nothing which decodes in this process can beat: the stream, one frame a change, one `ws` send a
 * socket, no rights. `joined` gathers the frames of one turn of the event loop into one write a socket.
 * Arguments: database URL, `raw` or `joined`. A socket of path `/all` gets every change, any other path is the
 * `user_id` it waits for.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { LogicalReplicationService, type Pgoutput, PgoutputPlugin } from 'pg-logical-replication'
import { type WebSocket, WebSocketServer } from 'ws'
import { serveParent } from '../lib/child.ts'

const [databaseUrl = '', mode = 'raw'] = process.argv.slice(2)
const slot = `bench_floor_${process.pid}`

type Waiting = WebSocket & { waiting?: string[] }
const sockets = new Map<string, Set<Waiting>>()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, backlog: 4_096 })
server.on('connection', (socket, request) => {
  const key = (request.url ?? '/').slice(1)
  const group = sockets.get(key) ?? new Set()
  sockets.set(key, group.add(socket))
  socket.on('close', () => group.delete(socket))
})
await once(server, 'listening')

let dirty: Waiting[] = []

function send(socket: Waiting, frame: string): void {
  if (mode === 'raw') {
    socket.send(frame)
    return
  }
  if (dirty.length === 0) setImmediate(flush)
  if (socket.waiting) {
    socket.waiting.push(frame)
    return
  }
  socket.waiting = [frame]
  dirty.push(socket)
}

function flush(): void {
  const flushed = dirty
  dirty = []
  for (const socket of flushed) {
    const frames = socket.waiting ?? []
    delete socket.waiting
    socket.send(frames.length === 1 ? (frames[0] ?? '') : `[${frames.join(',')}]`)
  }
}

const setup = new pg.Client(databaseUrl)
await setup.connect()
await setup.query("select pg_create_logical_replication_slot($1, 'pgoutput')", [slot])
const acknowledge = { auto: true, timeoutSeconds: 1 as 0 }
const stream = new LogicalReplicationService({ connectionString: databaseUrl }, { acknowledge })
stream.on('data', (_lsn: string, message: Pgoutput.Message) => {
  if (message.tag !== 'update') return
  const frame = JSON.stringify({ table: message.relation.name, type: 'UPDATE', record: message.new })
  for (const socket of sockets.get('all') ?? []) send(socket, frame)
  for (const socket of sockets.get(String(message.new.user_id)) ?? []) send(socket, frame)
})
stream.on('error', fail)
const started = new Promise<void>((resolve) => stream.on('start', resolve))
stream
  .subscribe(new PgoutputPlugin({ protoVersion: 1, publicationNames: ['supabase_realtime'] }), slot)
  .catch(fail)
await started

serveParent({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => {
  await stream.destroy()
  await setup.query('select pg_drop_replication_slot($1)', [slot])
  await setup.end()
})

function fail(error: unknown): void {
  console.error('floor:', error)
  process.exit(1)
}
