import 'server-only'
import { redirect } from 'next/navigation'
import { safePath } from './safe-path'
import { getSession } from './session.server'

/** For the pages by which one comes in: whoever is in already goes on. */
export async function redirectSignedIn(next: string | undefined): Promise<void> {
  if ((await getSession()) !== null) redirect(safePath(next))
}
