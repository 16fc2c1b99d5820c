import { liveQuery } from '@/lib/realtime/live-query'
import { listMembers } from './actions'

/** Everybody, for admins: a new account or a changed role is on screen at once. */
export const members = liveQuery({
  name: 'accounts.members',
  watch: (_args: { search: string }) => [{ table: 'profiles' }],
  read: listMembers,
})
