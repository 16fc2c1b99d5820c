import type { StackStatus } from '../stack.ts'
import { StackError } from '../stack-error.ts'
import { isReady, requireRunning } from './running.ts'

/** Prints where the stack is. Errors: StackError when it does not run or is still starting. */
export async function printStatus({ json }: { json: boolean }): Promise<void> {
  const { status } = requireRunning()
  if (!(await isReady(status))) throw new StackError('The stack is still starting.')
  console.log(json ? JSON.stringify(agreed(status), null, 2) : describeStatus(status))
}

/** What other tools may rely on, and no more: the rest differs from start to start, or is for the worker alone. */
function agreed({ api_url, db_url, studio_url, publishable_key, secret_key, jwt_secret }: StackStatus) {
  return { api_url, db_url, studio_url, publishable_key, secret_key, jwt_secret }
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
