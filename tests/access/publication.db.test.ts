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

/** Tables whose DELETE events can be filtered by their owner. What is sent is the primary key all the same. */
const FILTERED_BY_OWNER = ['notifications']

test('a published table tells a DELETE by a primary key only, which carries no meaning', async () => {
  const tables = await rowsOf<{ name: string; identity: string; has_row_security: boolean }>(
    database,
    `select relname as name, relreplident as identity, relrowsecurity as has_row_security from pg_class
     where relnamespace = 'public'::regnamespace and relname = any ($1)`,
    [LIVE_TABLES],
  )
  expect(tables).toHaveLength(LIVE_TABLES.length)
  for (const { name, identity, has_row_security } of tables) {
    // d: the primary key, i: an index. With row security Realtime sends no more than the key of either.
    expect([name, identity, has_row_security]).toEqual([
      name,
      FILTERED_BY_OWNER.includes(name) ? 'i' : 'd',
      true,
    ])
  }
})
