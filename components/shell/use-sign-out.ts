'use client'

import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { countOutbox, noteLeaving } from '@/lib/action/outbox-ports'

type SignOut = {
  /** For the form that signs out. */
  form: { ref: RefObject<HTMLFormElement | null>; onSubmit: (event: FormEvent<HTMLFormElement>) => void }
  /** How many changes would be lost; 0 when there is nothing to ask. */
  unsent: number
  stay: () => void
  leave: () => void
}

/**
 * Asks before a sign-out that would remove changes from this device which the server has not accepted yet. Without
 * scripts the form signs out by itself.
 */
export function useSignOut(userId: string): SignOut {
  const ref = useRef<HTMLFormElement>(null)
  const isDecided = useRef(false)
  const [unsent, setUnsent] = useState(0)

  async function ask() {
    const count = await countOutbox(userId).catch(() => 0)
    if (count > 0) setUnsent(count)
    else leave()
  }

  function leave() {
    setUnsent(0)
    noteLeaving(userId)
    isDecided.current = true
    ref.current?.requestSubmit()
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    if (isDecided.current) {
      isDecided.current = false
      return
    }
    event.preventDefault()
    void ask()
  }

  return { form: { ref, onSubmit }, unsent, stay: () => setUnsent(0), leave }
}
