'use client'

import { PresenceAvatars } from '@/components/realtime/presence-avatars'
import { usePresence } from '@/lib/realtime/use-presence'

/** Which administrators are at the table of plans now. */
export function DeskPresence({ name }: { name: string }) {
  const presence = usePresence('desk:plans', { name, isPrivate: true })
  return <PresenceAvatars presence={presence} />
}
