import 'server-only'
import type { z } from 'zod'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import type { deskInput } from './inputs'
import { readEntries } from './queries.server'
import { type CreditDesk, creatorRows } from './schema'

/** Creators on a page of the administrators' list. */
const PAGE_SIZE = 20

/** What the administrators' page shows: a page of creators, and the ledger of the chosen one. @throws AppError */
export async function readCreditDesk(
  db: Db,
  { search, page, creatorId }: z.output<typeof deskInput>,
): Promise<CreditDesk> {
  const [creators, entries] = await Promise.all([
    listCreators(db, search, page),
    creatorId === null ? [] : readEntries(db, creatorId),
  ])
  return {
    creators: creators.slice(0, PAGE_SIZE),
    hasNextPage: creators.length > PAGE_SIZE,
    entries,
  }
}

/** One row more than a page, which tells whether there is a next one. */
async function listCreators(db: Db, search: string, page: number) {
  const { data, error } = await db.rpc('list_creators', {
    search,
    page_limit: PAGE_SIZE + 1,
    page_offset: (page - 1) * PAGE_SIZE,
  })
  if (error) throw toAppError(error)
  return creatorRows.parse(data)
}
