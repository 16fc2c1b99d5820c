import type { IncomingMessage } from 'node:http'

/**
 * Whether the request names this machine as its host. A page of another site can make its own domain resolve to
 * 127.0.0.1 (DNS rebinding), but not change the Host header that the browser then sends.
 */
export function isLoopbackRequest(request: IncomingMessage): boolean {
  return isLoopbackHost(request.headers.host) && isLoopbackAddress(request.socket.remoteAddress)
}

function isLoopbackHost(host: string | undefined): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '')
}
