'use client'

import { useRef, useState } from 'react'
import type { ErrorInfo, Result } from '@/lib/result'
import { attempt } from './attempt'
import { createIntents } from './intent'

export type Write<Input, T> = {
  /** Sends the write; null when the one before has not been answered yet. */
  send: (input: Input) => Promise<Result<T> | null>
  isSending: boolean
  error: ErrorInfo | null
  clearError: () => void
}

type Options<Input> = {
  /** Called with the idempotency key before the request leaves. */
  onSend?: (input: Input, key: string) => void
}

/**
 * A write that counts once however often it is pressed: it is not sent while it is under way, and a retry after
 * a failure carries the idempotency key of the first try.
 */
export function useWrite<Input extends object, T>(
  action: (input: Input & { idempotencyKey: string }) => Promise<Result<T>>,
  { onSend }: Options<Input> = {},
): Write<Input, T> {
  const [intents] = useState(() => createIntents())
  const [error, setError] = useState<ErrorInfo | null>(null)
  const [isSending, setIsSending] = useState(false)
  const isBusy = useRef(false)

  async function send(input: Input): Promise<Result<T> | null> {
    if (isBusy.current) return null
    isBusy.current = true
    setIsSending(true)
    setError(null)
    const idempotencyKey = intents.keyFor(input)
    onSend?.(input, idempotencyKey)
    const result = await attempt(() => action({ ...input, idempotencyKey }))
    isBusy.current = false
    setIsSending(false)
    if (result.success) intents.settle()
    else setError(result.error)
    return result
  }

  return { send, isSending, error, clearError: () => setError(null) }
}
