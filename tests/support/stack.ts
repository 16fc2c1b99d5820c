import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningStack, type StackOptions, startStack } from '../../supabase/local/stack.ts'
import { freePort } from './free-port.ts'

export type PrivateStack = RunningStack & { dir: string }

type Options = Pick<StackOptions, 'demo' | 'log' | 'siteUrl' | 'jwtExpiryS'>

/** Starts an embedded stack of its own: free ports, a new temporary folder, gone after `stop()`. */
export async function startPrivateStack(options: Options = {}): Promise<PrivateStack> {
  const dir = await mkdtemp(join(tmpdir(), 'rowcast-test-'))
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 5 })
  try {
    const stack = await startStack({
      dir,
      apiPort: await freePort(),
      dbPort: await freePort(),
      ...options,
    })
    return {
      ...stack,
      dir,
      stop: async () => {
        await stack.stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
