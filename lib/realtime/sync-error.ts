import type { ErrorInfo, Failure } from '@/lib/result'

/** Why a view is not live, for people: `message` is a sentence, `detail` the technical reason when there is one. */
export type SyncCause = { code: SyncCauseCode; message: string; detail?: string }

export type SyncCauseCode = keyof typeof MESSAGES

const MESSAGES = {
  offline: 'This device is offline.',
  disconnected: 'The live connection was lost.',
  closed: 'The server ended the live connection.',
  handover: 'Another tab is taking the connection over.',
  refused: 'The server refused the live connection.',
  'timed-out': 'The server did not answer in time.',
  'signed-out': 'You are signed out.',
  'read-failed': 'The latest data could not be read.',
  'new-version': 'A new version is available. Reload to go on.',
} as const

export function syncCause(code: SyncCauseCode, detail?: string): SyncCause {
  const message = MESSAGES[code]
  return detail === undefined ? { code, message } : { code, message, detail }
}

/** A failed read: what to show beside the data, why, and whether trying again can help. */
export type ReadFailure = { error: ErrorInfo; cause: SyncCause; isRetryable: boolean }

/** What an action answers as a value. */
export function fromFailure({ error }: Failure): ReadFailure {
  const isRetryable =
    error.code === 'unavailable' || error.code === 'internal' || error.code === 'rate_limited'
  return { error, cause: syncCause('read-failed', error.message), isRetryable }
}

/** What a read throws: the network, a server that has moved on to another build, or a bug of the server. */
export function fromThrown(thrown: unknown): ReadFailure {
  if (isUnknownAction(thrown)) return unavailable('new-version', false)
  if (thrown instanceof ReadTimeout) return unavailable('timed-out', true)
  // `fetch` rejects with a TypeError when no answer came, in every browser and in Node.
  if (thrown instanceof TypeError) return unavailable('read-failed', true, thrown.message)
  return {
    error: { code: 'internal', message: MESSAGES['read-failed'] },
    cause: syncCause('read-failed', thrown instanceof Error ? thrown.message : undefined),
    isRetryable: true,
  }
}

/** A read took longer than its limit. */
export class ReadTimeout extends Error {
  override readonly name = 'ReadTimeout'
}

function unavailable(code: SyncCauseCode, isRetryable: boolean, detail?: string): ReadFailure {
  const cause = syncCause(code, detail)
  return { error: { code: 'unavailable', message: cause.message }, cause, isRetryable }
}

/** After a deploy, Next.js no longer knows the ids of the actions that an open tab calls. */
function isUnknownAction(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  return thrown.name === 'UnrecognizedActionError' || thrown.message.includes('Failed to find Server Action')
}
