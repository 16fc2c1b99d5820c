import { liveQuery } from '@/lib/realtime/live-query'
import { getLiveHealth } from './actions'

/** Read again with each change of one's own profile, which is what the round trip of the self-check changes. */
export const liveHealth = liveQuery({
  name: 'status.health',
  watch: ({ userId }: { userId: string }) => [{ table: 'profiles', filter: `id=eq.${userId}` }],
  read: getLiveHealth,
})
