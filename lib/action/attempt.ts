import { unstable_rethrow } from 'next/navigation'
import { type Failure, fail, type Result } from '@/lib/result'

/** Calls an action from a browser; a request that never came back is a `Failure` too, so that it can be retried. */
export async function attempt<R extends Result<unknown> | string>(
  call: () => Promise<R>,
): Promise<R | Failure> {
  try {
    return await call()
  } catch (error) {
    unstable_rethrow(error)
    return fail('unavailable', 'The server could not be reached. Nothing is lost: try again.')
  }
}
