import type { StackStatus } from '../stack.ts'
import { StackError } from '../stack-error.ts'
import { isReady, requireRunning } from './running.ts'

/** Prints where the stack is. Errors: StackError when it does not run or is still starting. */
export async function printStatus({ json }: { json: boolean }): Promise<void> {
  const { status } = requireRunning()
  if (!(await isReady(status))) throw new StackError('The stack is still starting.')
  console.log(json ? JSON.stringify(status, null, 2) : describeStatus(status))
}

export function describeStatus(status: StackStatus): string {
  return [
    `API              ${status.api_url}`,
    `Studio           ${status.studio_url}`,
    `Mailbox          ${status.api_url}/mailbox`,
    `Database         ${status.db_url}`,
    `Publishable key  ${status.publishable_key}`,
    `Secret key       ${status.secret_key}`,
  ].join('\n')
}
