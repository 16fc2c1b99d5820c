import { createServer } from 'node:net'
import { StackError } from './stack-error.ts'

/** Refuses a port that something else listens on; `variable` is the setting that names another one. */
export async function requireFreePort(port: number, what: string, variable: string): Promise<void> {
  const code = (await tryToListen(port, '127.0.0.1')) ?? (await tryToListen(port, '::1'))
  if (code === null) return
  if (code === 'EADDRINUSE') {
    throw new StackError(`Port ${port} (${what}) is in use: set ${variable} to a free port.`)
  }
  throw new StackError(`Port ${port} (${what}) cannot be opened (${code}): set ${variable} to another port.`)
}

/** A TCP port of 127.0.0.1 that is free at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** Browsers try ::1 first for `localhost`, so a server there would be taken for ours; without IPv6 there is none. */
function tryToListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      const hasNoIpv6 = host === '::1' && code !== 'EADDRINUSE'
      resolve(hasNoIpv6 ? null : code)
    })
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}
