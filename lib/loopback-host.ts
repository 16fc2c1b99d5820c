/** Whether a URL's host name stands for the machine itself. */
function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname)
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)
}

/**
 * Whether a request to an app that is meant for this machine (`appUrl` is) came by a name that is not this machine's: a
 * page of another site can make its own name resolve to 127.0.0.1 (DNS rebinding), but not change the Host header that
 * the browser then sends. An address is nobody's name.
 */
export function isForeignName(host: string | null, appUrl: string): boolean {
  if (!isLoopback(new URL(appUrl).hostname)) return false
  const hostname = URL.parse(`http://${host}`)?.hostname ?? ''
  return !isLoopback(hostname) && !isAddress(hostname)
}
