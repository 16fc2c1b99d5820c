'use client'

import { useTransition } from 'react'
import { attempt } from '@/lib/action/attempt'
import type { AppRole } from '@/lib/auth/roles'
import type { Result } from '@/lib/result'
import { setRole } from './actions'

/** Changes someone's role. The choice itself changes nothing on screen, its commit does. */
export function useRoleChange(userId: string) {
  const [isSending, startSending] = useTransition()

  function change(role: AppRole, onAnswer: (result: Result<null>) => void) {
    startSending(async () => onAnswer(await attempt(() => setRole({ userId, role }))))
  }

  return { change, isSending }
}
