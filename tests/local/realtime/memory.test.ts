/** Nothing is left of sockets that are gone and of changes that have been delivered. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, test } from 'vitest'
import { until } from '../../support/until.ts'
import { openRawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`create table watched (id int primary key, owner uuid, n int, body text);
    alter table watched enable row level security;
    create policy "All" on watched for select to authenticated using (owner is null or owner = (select auth.uid()));
    insert into watched values (1, null, 0, repeat('x', 500));
    alter publication supabase_realtime add table watched`)
})
afterAll(() => server.stop())

async function live(round: number): Promise<void> {
  const sockets = await Promise.all(
    Array.from({ length: 60 }, async (_, at) => {
      const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`
      const socket = await openRawSocket(url)
      const user = `${String(at).padStart(8, '0')}-1111-4111-8111-111111111111`
      const config = {
        postgres_changes: [{ event: '*', schema: 'public', table: 'watched' }],
        presence: { enabled: true, key: `${at}` },
      }
      const payload = { config, access_token: userToken(user, { round }) }
      socket.send(JSON.stringify(['1', '1', `realtime:memory ${at % 7}`, 'phx_join', payload]))
      socket.send(`["1","2","realtime:memory ${at % 7}","presence",{"event":"track","payload":{"at":${at}}}]`)
      await socket.untilReceived(3)
      return socket
    }),
  )
  for (let n = 0; n < 100; n++) await server.sql.query('update watched set n = n + 1')
  await Promise.all(
    sockets.map(async (socket, at) => {
      const count = () =>
        socket.messages().filter((message) => (message as unknown[])[3] === 'postgres_changes').length
      while (count() < 100) await socket.untilReceived(socket.received.length + 1)
      if (at % 2 === 0) socket.terminate()
      else socket.close()
    }),
  )
  await until(() => sockets.every(({ webSocket }) => webSocket.readyState === webSocket.CLOSED))
}

function usedMb(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

test('memory stays where it was after many sockets have come, heard and gone', async () => {
  for (let round = 0; round < 3; round++) await live(round)
  const before = usedMb()
  for (let round = 3; round < 11; round++) await live(round)
  // 480 sockets and 48,000 deliveries of about a kilobyte. The last sockets of a round end a moment after their clients.
  await until(() => usedMb() - before < 8, { what: 'the memory of what is gone to be free' })
})
