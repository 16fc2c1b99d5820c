import { expect, test } from 'vitest'
import { LIVE_TABLES } from '../../lib/realtime/live-tables.ts'
import { database, rowsOf } from '../support/database.ts'

test('the publication holds exactly the tables of live-tables.ts', async () => {
  const published = await rowsOf<{ name: string }>(
    database,
    `select schemaname || '.' || tablename as name from pg_publication_tables where pubname = 'supabase_realtime'`,
  )
  const wanted = LIVE_TABLES.map((table) => `public.${table}`)
  expect(published.map((table) => table.name).sort()).toEqual([...wanted].sort())
})

test('a published table tells a DELETE by a primary key only, which carries no meaning', async () => {
  const identities = await rowsOf<{ name: string; identity: string }>(
    database,
    `select relname as name, relreplident as identity from pg_class
     where relnamespace = 'public'::regnamespace and relname = any ($1)`,
    [LIVE_TABLES],
  )
  expect(identities.map((table) => table.identity)).toEqual(LIVE_TABLES.map(() => 'd'))
})
