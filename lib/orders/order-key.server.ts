import 'server-only'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'

/** The caller's order that `key` has placed, or null: what became of a try whose answer never came. @throws AppError */
export async function findOrderByKey(db: Db, userId: string, key: string): Promise<{ id: string } | null> {
  const { data, error } = await db
    .from('orders')
    .select('id')
    .eq('user_id', userId)
    .eq('idempotency_key', key)
    .maybeSingle()
  if (error) throw toAppError(error)
  return data
}
