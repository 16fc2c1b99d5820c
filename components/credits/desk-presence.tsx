'use client'

import { PresenceAvatars } from '@/components/realtime/presence-avatars'
import { usePresence } from '@/lib/realtime/use-presence'

/** Which administrators are at the desk now; two of them can be about to change one balance. */
export function DeskPresence({ name }: { name: string }) {
  const presence = usePresence('desk:credits', { name, isPrivate: true })
  return <PresenceAvatars presence={presence} />
}
