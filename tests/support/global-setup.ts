import type { TestProject } from 'vitest/node'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { startPrivateStack } from './stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The stack that every `*.db.test.ts` of a run shares. */
    stack: StackStatus & { superuserUrl: string }
  }
}

/** One private stack for all database tests of a run: each test makes its own users, so they do not meet. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { status, superuserUrl, stop } = await startPrivateStack()
  project.provide('stack', { ...status, superuserUrl })
  return stop
}
