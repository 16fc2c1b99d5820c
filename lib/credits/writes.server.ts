import 'server-only'
import { z } from 'zod'
import type { Database } from '@/lib/supabase/database.types'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'

type Functions = Database['public']['Functions']
type WriteName =
  | 'spend_credits'
  | 'purchase_credits'
  | 'cancel_membership'
  | 'grant_credits'
  | 'correct_credits'

/** `credits`: the balance after the write. */
export type Saved = { credits: number }

const answer = z.object({ credits: z.int().nonnegative() })

/** Calls one of the functions that change credits; each is one transaction. @throws AppError */
export async function writeCredits<Name extends WriteName>(
  db: Db,
  name: Name,
  args: Functions[Name]['Args'],
): Promise<Saved> {
  const { data, error } = await db.rpc(name, args)
  if (error) throw toAppError(error)
  return answer.parse(data)
}
