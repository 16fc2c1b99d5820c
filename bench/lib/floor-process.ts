import { once } from 'node:events'
import pg from 'pg'
import { LogicalReplicationService, type Pgoutput, PgoutputPlugin } from 'pg-logical-replication'
import { type WebSocket, WebSocketServer } from 'ws'
import { serveParent } from './child.ts'

/**
 * The floor that nothing can beat: decode the replication stream and write each change to the sockets, without asking
 * who may see it. Arguments: database URL, publication, slot. A socket of path `/all` gets every change; any other
 * path is the value of the column `user_id` that it waits for.
 */
const [databaseUrl = '', publication = '', slot = ''] = process.argv.slice(2)

const sockets = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket, request) => {
  const key = (request.url ?? '/').slice(1)
  const group = sockets.get(key) ?? new Set()
  sockets.set(key, group.add(socket))
  socket.on('close', () => group.delete(socket))
})
await once(server, 'listening')

const setup = new pg.Client(databaseUrl)
await setup.connect()
await setup.query("select pg_create_logical_replication_slot($1, 'pgoutput')", [slot])

const stream = new LogicalReplicationService(
  { connectionString: databaseUrl },
  { acknowledge: { auto: true, timeoutSeconds: 1 } },
)
stream.on('data', (_lsn: string, message: Pgoutput.Message) => {
  if (message.tag !== 'insert' && message.tag !== 'update') return
  const frame = JSON.stringify({ table: message.relation.name, type: message.tag, record: message.new })
  for (const socket of sockets.get('all') ?? []) socket.send(frame)
  for (const socket of sockets.get(String(message.new.user_id)) ?? []) socket.send(frame)
})
stream.on('error', fail)
const started = new Promise<void>((resolve) => stream.on('start', resolve))
stream.subscribe(new PgoutputPlugin({ protoVersion: 1, publicationNames: [publication] }), slot).catch(fail)
await started

const address = server.address()
if (address === null || typeof address === 'string') throw new Error('The floor server has no port.')
serveParent({ url: `ws://127.0.0.1:${address.port}` }, async () => {
  await stream.destroy()
  await setup.query('select pg_drop_replication_slot($1)', [slot])
  await setup.end()
})

function fail(error: unknown): void {
  console.error('floor:', error)
  process.exit(1)
}
