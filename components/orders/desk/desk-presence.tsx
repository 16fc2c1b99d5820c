'use client'

import { PresenceAvatars } from '@/components/realtime/presence-avatars'
import { usePresence } from '@/lib/realtime/use-presence'

/** Which administrators are at the desk of orders now. */
export function DeskPresence({ name }: { name: string }) {
  const presence = usePresence('desk:orders', { name, isPrivate: true })
  return <PresenceAvatars presence={presence} />
}
