import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startAppServer } from '../../scripts/start/app-server.ts'
import type { AppUnderTest } from './e2e.ts'
import { freePort } from './free-port.ts'

/** One address before two servers of the app, both on one stack. `served`: requests that each has answered. */
export type Cluster = { url: string; served: [number, number]; stop: () => Promise<void> }

/** Starts a second server beside the one under test, and deals requests out to the two in turn. */
export async function startCluster({ url, status }: AppUnderTest): Promise<Cluster> {
  const port = await freePort()
  const second = await startAppServer(
    'start',
    { port, host: '127.0.0.1', url, isExternal: false },
    {
      NEXT_PUBLIC_SUPABASE_URL: status.api_url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: status.publishable_key,
      SUPABASE_SECRET_KEY: status.secret_key,
      SUPABASE_JWT_SECRET: status.jwt_secret,
      APP_URL: url,
    },
  )
  const balancer = await startBalancer([Number(new URL(url).port), port])
  return {
    ...balancer,
    async stop() {
      await balancer.stop()
      await second.stop()
    },
  }
}

async function startBalancer(ports: [number, number]): Promise<Cluster> {
  const served: [number, number] = [0, 0]
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    turn += 1
    const which = turn % 2 === 0 ? 0 : 1
    served[which] += 1
    const { method, url: path, headers } = incoming
    const forwarded = request({ host: '127.0.0.1', port: ports[which], method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    served,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
