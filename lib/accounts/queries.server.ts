import 'server-only'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { type Member, toMember } from './schema'

/** How many people a list shows; the search narrows it down. */
const LIST_LIMIT = 200

/**
 * The newest accounts whose name or address contains `search`. Row level security decides who is seen: an admin
 * sees all, everybody else only themselves.
 * @throws AppError
 */
export async function findMembers(db: Db, search: string): Promise<Member[]> {
  let query = db.from('profiles').select('id, email, display_name, role, created_at')
  const pattern = likePattern(search)
  if (pattern !== null) query = query.or(`display_name.ilike.${pattern},email.ilike.${pattern}`)
  const { data, error } = await query.order('created_at', { ascending: false }).order('id').limit(LIST_LIMIT)
  if (error) throw toAppError(error)
  return data.map(toMember)
}

/** For PostgREST's `or`. A sign that means something there, or to LIKE, becomes LIKE's "any one character". */
function likePattern(search: string): string | null {
  return search === '' ? null : `*${search.replaceAll(/[\\%_*,()":]/g, '_')}*`
}
