import { expect, test } from 'vitest'
import { database, rowsOf } from '../support/database.ts'

type Policy = { table: string; name: string; roles: string[]; command: string; expression: string }

test('row level security is on for every table of public', async () => {
  const open = await rowsOf(
    database,
    `select relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
  )
  expect(open).toEqual([])
})

test('every view of public asks the policies as its reader', async () => {
  const definers = await rowsOf(
    database,
    `select relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'v'
       and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']`,
  )
  expect(definers).toEqual([])
})

test('every function of ours names what it uses in full: its search_path is empty', async () => {
  const loose = await rowsOf(
    database,
    `select oid::regprocedure::text from pg_proc
     where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
       and not coalesce(proconfig, '{}') @> array['search_path=""']`,
  )
  expect(loose).toEqual([])
})

test('a policy is for one command and for named roles', async () => {
  const broad = (await policies()).filter(
    ({ command, roles }) => command === 'ALL' || roles.length === 0 || roles.includes('public'),
  )
  expect(broad).toEqual([])
})

test('one policy answers for a table, command and role, so that it reads as one sentence', async () => {
  const keys = (await policies()).flatMap(({ table, command, roles }) =>
    roles.map((role) => `${table} ${command} ${role}`),
  )
  expect(keys).toEqual([...new Set(keys)])
})

test('a policy asks who the caller is once for each statement, not once for each row', async () => {
  const perRow = (await policies()).filter(({ expression }) =>
    /(?<!SELECT )\b(auth\.(uid|jwt|role)|private\.\w+)\(/.test(expression),
  )
  expect(perRow).toEqual([])
})

test('every column that a policy compares with the caller leads an index', async () => {
  const compared = (await policies()).flatMap(({ table, expression }) =>
    [...expression.matchAll(/(\w+) = \( SELECT auth\.uid\(\)/g)].map((match) => `${table}.${match[1]}`),
  )
  expect(compared.length).toBeGreaterThan(0)
  expect(await leadingColumns()).toEqual(expect.arrayContaining(compared))
})

test('every foreign key leads an index, so that deleting an account reads no whole table', async () => {
  const keys = await rowsOf<{ name: string }>(
    database,
    `select key.conrelid::regclass || '.' || attribute.attname as name
     from pg_constraint as key
     join pg_attribute as attribute on attribute.attrelid = key.conrelid and attribute.attnum = key.conkey[1]
     where key.contype = 'f' and key.connamespace in ('public'::regnamespace, 'private'::regnamespace)`,
  )
  expect(await leadingColumns()).toEqual(expect.arrayContaining(keys.map((key) => key.name)))
})

async function leadingColumns(): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    database,
    `select index.indrelid::regclass || '.' || attribute.attname as name
     from pg_index as index
     join pg_attribute as attribute on attribute.attrelid = index.indrelid and attribute.attnum = index.indkey[0]
     join pg_class as relation on relation.oid = index.indrelid
     where relation.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and index.indpred is null`,
  )
  return rows.map((row) => row.name)
}

function policies(): Promise<Policy[]> {
  return rowsOf<Policy>(
    database,
    `select tablename as table, policyname as name, roles::text[] as roles, cmd as command,
       concat_ws(' ', qual, with_check) as expression
     from pg_policies where schemaname = 'public'`,
  )
}
