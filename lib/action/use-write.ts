'use client'

import { useRef, useState } from 'react'
import type { ErrorInfo, Result } from '@/lib/result'
import { attempt } from './attempt'
import { createIntents } from './intent'
import { rememberWrite } from './own-writes'

type Intent<Input> = Omit<Input, 'idempotencyKey'>

export type Write<Input, T, Q = never> = {
  /** Sends the write; null when the one before has not been answered yet. */
  send: (intent: Intent<Input>) => Promise<Result<T> | Q | null>
  isSending: boolean
  /** Why the last one failed. */
  error: ErrorInfo | null
}

export type WriteOptions<Input, T> = {
  /** Called with the idempotency key before the request leaves. */
  onSend?: (intent: Intent<Input>, key: string) => void
  onAnswer?: (result: Result<T>, key: string) => void
}

/**
 * A write that counts once however often it is pressed: nothing is sent while it is under way, and a retry after
 * a failure carries the idempotency key of the first try.
 */
export function useWrite<Input extends object, T>(
  action: (input: Input) => Promise<Result<T>>,
  options?: WriteOptions<Input, T>,
): Write<Input, T> {
  return useSend<Input, T, never>(action, options)
}

/** The same for an action that may answer `queued`: the write waits elsewhere, with its key. */
export function useSend<Input extends object, T, Q extends string>(
  action: (input: Input) => Promise<Result<T> | Q>,
  { onSend, onAnswer }: WriteOptions<Input, T> = {},
): Write<Input, T, Q> {
  const [intents] = useState(() => createIntents())
  const [isSending, setIsSending] = useState(false)
  const [error, setError] = useState<ErrorInfo | null>(null)
  const isBusy = useRef(false)

  async function send(intent: Intent<Input>): Promise<Result<T> | Q | null> {
    if (isBusy.current) return null
    isBusy.current = true
    setIsSending(true)
    setError(null)
    const key = intents.keyFor(intent)
    rememberWrite(key)
    onSend?.(intent, key)
    // The intent and its key are the whole input again, which TypeScript cannot see through `Omit`.
    const result = await attempt(() => action({ ...intent, idempotencyKey: key } as unknown as Input))
    isBusy.current = false
    setIsSending(false)
    // What waits in the outbox has its key there: pressing again is a new wish.
    if (typeof result === 'string') {
      intents.settle()
      return result
    }
    setError(result.error ?? null)
    if (result.success) intents.settle()
    onAnswer?.(result, key)
    return result
  }

  return { send, isSending, error }
}
