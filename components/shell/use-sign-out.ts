'use client'

import { type FormEvent, startTransition, useState } from 'react'
import { signOut } from '@/lib/accounts/actions'
import { attempt } from '@/lib/action/attempt'
import { countOutbox, noteLeaving } from '@/lib/action/outbox-ports'
import { forgetOthers } from './forget-others'
import { useLeaveHere } from './live-session'

type SignOut = {
  /** For the form that signs out. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  /** How many changes would be lost; 0 when there is nothing to ask. */
  unsent: number
  stay: () => void
  leave: () => void
}

/**
 * Asks before a sign-out that would remove changes from this device which the server has not accepted yet. Where the
 * server can't be reached, it signs out this browser alone. Without scripts the form signs out by itself.
 */
export function useSignOut(userId: string): SignOut {
  const [unsent, setUnsent] = useState(0)
  const leaveHere = useLeaveHere()

  async function askOrLeave() {
    const count = await countOutbox(userId).catch(() => 0)
    if (count > 0) setUnsent(count)
    else await leave()
  }

  async function leave() {
    setUnsent(0)
    noteLeaving(userId)
    const answer = await attempt(async () => {
      await signOut()
      return 'signed out'
    })
    if (answer === 'signed out') return
    await signOutHere()
    leaveHere()
  }

  return {
    onSubmit(event) {
      event.preventDefault()
      startTransition(askOrLeave)
    },
    unsent,
    stay: () => setUnsent(0),
    leave: () => startTransition(leave),
  }
}

/** Takes the session and all that was kept for its person from this browser, which needs no network. */
async function signOutHere(): Promise<void> {
  const { browserDb } = await import('@/lib/supabase/db.client')
  const { auth } = await browserDb()
  // It removes the session first; that the server could not be told is why we are here.
  await auth.signOut({ scope: 'local' })
  await forgetOthers(null)
}
