import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ReadProblem } from '@/components/realtime/read-problem'
import { type SyncCauseCode, syncCause } from '@/lib/realtime/sync-error'
import type { ErrorInfo } from '@/lib/result'

const DOWN: ErrorInfo = { code: 'unavailable', message: 'The service does not answer right now.' }

type Situation = {
  data?: unknown
  error?: ErrorInfo | null
  cause?: SyncCauseCode
  refetch?: () => Promise<void>
}

function show({ data, error = null, cause, refetch = async () => {} }: Situation) {
  const view = { data, asOf: undefined, error, cause: cause === undefined ? null : syncCause(cause), refetch }
  return render(<ReadProblem view={view} what="credits" />).container
}

test('nothing is said when all is well, nor about a connection that only polls', () => {
  expect(show({ data: 1 }).textContent).toBe('')
  expect(show({ data: 1, cause: 'disconnected' }).textContent).toBe('')
})

test.each<[string, Situation, string, string | null]>([
  ['a read that failed', { data: 1, error: DOWN }, 'The latest credits could not be read', 'Try again'],
  ['a first read that failed', { error: DOWN }, 'The credits could not be read', 'Try again'],
  ['no network, whatever failed for it', { data: 1, error: DOWN, cause: 'offline' }, 'You are offline', null],
  ['a deploy', { data: 1, error: DOWN, cause: 'new-version' }, 'There is a new version of Rowcast', 'Reload'],
  [
    'a session that ended, which no retry brings back',
    { error: { code: 'unauthenticated', message: 'You are signed out.' }, cause: 'signed-out' },
    'The credits could not be read',
    null,
  ],
])('%s', (_situation, situation, title, wayOut) => {
  show(situation)
  screen.getByText(title)
  expect(screen.queryByRole('button')?.textContent ?? null).toBe(wayOut)
})

test('trying again reads again', () => {
  const refetch = vi.fn(async () => {})
  show({ error: DOWN, refetch })
  fireEvent.click(screen.getByRole('button'))
  expect(refetch).toHaveBeenCalledOnce()
})
