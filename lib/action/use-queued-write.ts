'use client'

import { useCallback } from 'react'
import type { QueuedWrite } from './outbox'
import { useOutbox } from './use-outbox'
import { useSend, type Write, type WriteOptions } from './use-write'

/** As `useWrite`, for a write that may wait on this device while the server can't be reached. */
export function useQueuedWrite<Input extends { idempotencyKey: string }, T>(
  write: QueuedWrite<Input, T>,
  options: WriteOptions<Input, T>,
): Write<Input, T, 'queued'> {
  const outbox = useOutbox()
  const action = useCallback(
    (input: Input) => (outbox ? outbox.send(write, input) : write.send(input)),
    [outbox, write],
  )
  return useSend<Input, T, 'queued'>(action, options)
}
