'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { NOBODY, type PresenceState } from './presence'
import { useLiveClient } from './provider.client'

type PresenceOptions = {
  /** The name that the others see. */
  name: string
  /** Ask the policies on realtime.messages who may meet here. */
  isPrivate?: boolean
}

export type Presence = PresenceState & {
  /** The people without oneself. */
  others: PresenceState['people']
}

/** Who is at `topic` now, and be there oneself while this is on screen. With `topic` null nobody is anywhere. */
export function usePresence(topic: string | null, { name, isPrivate = false }: PresenceOptions): Presence {
  const client = useLiveClient()
  const room = topic === null ? null : client.presence({ topic, isPrivate })

  useEffect(() => room?.rename(name), [room, name])
  const state = useSyncExternalStore(
    room?.subscribe ?? subscribeToNothing,
    room?.getSnapshot ?? getNobody,
    getNobody,
  )
  return { ...state, others: state.people.filter(({ id }) => id !== client.userId) }
}

function subscribeToNothing() {
  return () => {}
}

function getNobody(): PresenceState {
  return NOBODY
}
