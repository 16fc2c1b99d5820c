/**
 * The name of the session cookie. It comes from the public URL, host and port, so that the server (which may
 * use an internal URL) and the browser agree, and two backends on one machine do not overwrite each other.
 */
export function sessionCookieName(supabaseUrl: string): string {
  const host = new URL(supabaseUrl).host.replaceAll(/[^a-z0-9]+/g, '-')
  return `sb-${host}-auth`
}
