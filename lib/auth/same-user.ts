import { AppError } from '@/lib/result'
import type { Identity } from './identity'

/**
 * A read names whose rows it wants, because a browser can have signed in as someone else since the page was opened.
 * @throws AppError `unauthenticated` when the caller is somebody else
 */
export function requireSameUser({ userId }: Identity, wanted: string): void {
  if (userId === wanted) return
  throw new AppError('unauthenticated', 'You have signed in as someone else. Reload the page.')
}
