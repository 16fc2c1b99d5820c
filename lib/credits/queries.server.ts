import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { ENTRY_PAGE } from './ledger'
import {
  accountRow,
  type CreditAccount,
  type CreditPackage,
  entryRows,
  type LedgerEntry,
  packageRows,
} from './schema'

const ENTRY_COLUMNS = 'id, delta, balance_after, reason, actor_id, idempotency_key, created_at'

/**
 * The whole account of the caller in one statement. Grants that have lapsed are marked first, which puts their
 * loss on the ledger.
 * @throws AppError
 */
export async function readCreditAccount(db: Db, entryLimit = ENTRY_PAGE): Promise<WithAsOf<CreditAccount>> {
  const row = await accountOf(db, entryLimit)
  if (!row.has_lapsed) return toAccount(row)
  const { error } = await db.rpc('expire_credits')
  if (error) throw toAppError(error)
  return toAccount(await accountOf(db, entryLimit))
}

/**
 * A page of the ledger of `userId`, newest first, older than entry `beforeId` when given. Row level security
 * leaves nothing of others' to anyone but administrators.
 * @throws AppError
 */
export async function readEntries(db: Db, userId: string, beforeId?: number): Promise<LedgerEntry[]> {
  const newest = db.from('credit_transactions').select(ENTRY_COLUMNS).eq('user_id', userId)
  const { data, error } = await (beforeId === undefined ? newest : newest.lt('id', beforeId))
    .order('id', { ascending: false })
    .limit(ENTRY_PAGE)
  if (error) throw toAppError(error)
  return withNames(db, data)
}

/** A page of the ledger of `userId`, oldest first, newer than entry `afterId`. @throws AppError */
export async function readEntriesAfter(
  db: Db,
  userId: string,
  afterId: number,
): Promise<{ entries: LedgerEntry[]; hasMore: boolean }> {
  const { data, error } = await db
    .from('credit_transactions')
    .select(ENTRY_COLUMNS)
    .eq('user_id', userId)
    .gt('id', afterId)
    .order('id')
    .limit(ENTRY_PAGE)
  if (error) throw toAppError(error)
  return { entries: await withNames(db, data), hasMore: data.length === ENTRY_PAGE }
}

/** What is on sale, in the order of the shop window. @throws AppError */
export async function readPackages(db: Db): Promise<CreditPackage[]> {
  const { data, error } = await db
    .from('credit_packages')
    .select('id, slug, name, kind, credits, price, currency, interval_days')
    .eq('is_active', true)
    .order('position')
  if (error) throw toAppError(error)
  return packageRows.parse(data)
}

async function accountOf(db: Db, entryLimit: number) {
  const { data, error } = await db.rpc('get_credit_account', { entry_limit: entryLimit })
  if (error) throw toAppError(error)
  return accountRow.parse(data)
}

function toAccount(row: Awaited<ReturnType<typeof accountOf>>): WithAsOf<CreditAccount> {
  const { balance, grants, entries, next_expiry_at, as_of } = row
  return withAsOf({ balance, grants, entries, nextExpiryAt: next_expiry_at }, as_of)
}

async function withNames(db: Db, entries: { actor_id: string | null }[]): Promise<LedgerEntry[]> {
  const names = await readNames(
    db,
    entries.flatMap(({ actor_id }) => actor_id ?? []),
  )
  return entryRows.parse(
    entries.map((entry) => ({ ...entry, actor_name: names.get(entry.actor_id ?? '') ?? null })),
  )
}

async function readNames(db: Db, actorIds: string[]): Promise<Map<string, string>> {
  if (actorIds.length === 0) return new Map()
  const { data, error } = await db.rpc('get_public_profiles', { user_ids: [...new Set(actorIds)] })
  if (error) throw toAppError(error)
  return new Map(data.map(({ id, display_name }) => [id, display_name]))
}
