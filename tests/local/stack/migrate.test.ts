import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { migrate } from '../../../supabase/local/migrate.ts'
import { StackError } from '../../../supabase/local/stack-error.ts'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'

let stack: PrivateStack
let client: pg.Client
let folder: string

beforeAll(async () => {
  stack = await startPrivateStack()
  client = new pg.Client(stack.status.db_url)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await stack.stop()
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  mkdirSync(join(folder, 'migrations'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, sql: string): void {
  writeFileSync(join(folder, file), sql)
}

function run() {
  return migrate({ databaseUrl: stack.status.db_url, folder })
}

it('records each migration of this project as the Supabase CLI does', async () => {
  const { rows } = await client.query(`
    select version, name, cardinality(statements) > 0 as has_statements
    from supabase_migrations.schema_migrations order by version`)
  expect(rows.map((row) => `${row.version}_${row.name}`)).toEqual(stack.migrated.migrations)
  expect(rows.every((row) => row.has_statements)).toBe(true)
  const seeds = await client.query('select path, length(hash) as length from supabase_migrations.seed_files')
  expect(seeds.rows).toContainEqual({ path: 'supabase/seed.sql', length: 64 })
})

it('applies a migration once, in a transaction as role postgres', async () => {
  write(
    'migrations/29990101000001_first.sql',
    'create table first_one (id int);\ninsert into first_one values (1);',
  )
  expect((await run()).migrations).toEqual(['29990101000001_first'])
  expect((await run()).migrations).toEqual([])
  const { rows } = await client.query(`
    select pg_get_userbyid(relowner) as owner, (select count(*)::int from first_one) as rows
    from pg_class where relname = 'first_one'`)
  expect(rows).toEqual([{ owner: 'postgres', rows: 1 }])
})

it('names file, line and statement of a failure, and changes nothing', async () => {
  write(
    'migrations/29990101000002_broken.sql',
    '-- a good start\ncreate table half_way (id int);\n\ninsert into half_way (id, nope)\nvalues (1, 2);\n',
  )
  const failure = await run().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StackError)
  expect(String(failure)).toMatch(
    /29990101000002_broken\.sql:4: column "nope" of relation "half_way" does not exist/,
  )
  expect(String(failure)).toMatch(/> +4 \| insert into half_way \(id, nope\)/)
  const { rows } = await client.query(`select to_regclass('half_way') as relation`)
  expect(rows).toEqual([{ relation: null }])
})

it('fails where hosted Supabase would refuse', async () => {
  write('migrations/29990101000003_superuser.sql', "alter role anon set log_statement = 'all';")
  await expect(run()).rejects.toThrow(/permission denied/)
})

it('lets no session setting of one file reach the next', async () => {
  write('migrations/29990101000004_setting.sql', "set search_path = '';\nset role anon;")
  write('migrations/29990101000005_after.sql', 'create table after_setting (id int);')
  await run()
  const { rows } = await client.query(`select to_regclass('public.after_setting') is not null as exists`)
  expect(rows).toEqual([{ exists: true }])
})
