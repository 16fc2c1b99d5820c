/**
 * The same tests against a Supabase project of one's own: set REALTIME_URL, REALTIME_PUBLISHABLE_KEY,
 * REALTIME_SECRET_KEY, REALTIME_JWT_SECRET and REALTIME_DB_URL (as role postgres). What a test file makes in schema
 * public and on realtime.messages is dropped after it; nothing else is touched.
 */
import type pg from 'pg'

export type Hosted = { url: string; databaseUrl: string }

export function hostedProject(): Hosted | null {
  const { REALTIME_URL: url, REALTIME_DB_URL: databaseUrl } = process.env
  return url && databaseUrl ? { url, databaseUrl } : null
}

export type Leftovers = { remove(): Promise<void> }

const madeObjects = `
  select format('drop %s if exists %I.%I cascade', kind, schema, name) as statement from (
    select 'table' as kind, n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'other') and c.relkind in ('r', 'p')
    union all
    select 'type', n.nspname, t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname = 'public' and t.typtype in ('e', 'd', 'c')
      and not exists (select from pg_class c where c.oid = t.typrelid and c.relkind <> 'c')
    union all
    select 'function', n.nspname, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
  ) objects
  union all
  select format('drop policy if exists %I on realtime.messages', p.polname) from pg_policy p
  where p.polrelid = 'realtime.messages'::regclass`

/** Notes what there is now; `remove` drops what came after. */
export async function noteObjects(client: pg.Client): Promise<Leftovers> {
  const before = new Set(await statements(client))
  return {
    remove: async () => {
      for (const statement of await statements(client))
        if (!before.has(statement)) await client.query(statement)
    },
  }
}

async function statements(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(madeObjects)
  return rows.map((row) => row.statement)
}
