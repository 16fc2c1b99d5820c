import { loadConfig } from '../config.ts'
import { findOwner } from '../owner.ts'
import { placeOf, type StackPlace } from '../place.ts'
import { loadSecrets } from '../secrets.ts'
import { type StackStatus, statusOf } from '../stack.ts'
import { StackError } from '../stack-error.ts'

/** The stack of this folder while it runs. Errors: StackError when it does not. */
export function requireRunning(): { place: StackPlace; pid: number; status: StackStatus } {
  const place = placeOf({}, loadConfig())
  const owner = findOwner(place.dir)
  if (!owner) throw new StackError('The stack does not run. Start it: npm start (or npm run stack -- start)')
  const running = { dir: place.dir, apiPort: owner.api_port, dbPort: owner.db_port }
  return {
    place: running,
    pid: owner.pid,
    status: statusOf(running, loadSecrets(place.dir), owner.smtp_port),
  }
}

/** Whether the gateway answers, which it does once everything behind it is ready. */
export async function isReady(status: StackStatus): Promise<boolean> {
  const response = await fetch(`${status.api_url}/health`).catch(() => null)
  return response?.ok ?? false
}
