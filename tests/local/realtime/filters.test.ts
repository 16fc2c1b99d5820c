/** Protocol page, section 6.1: subscribing, filters and their errors. */
import type { SupabaseClient } from '@supabase/supabase-js'
import { postgresChangesFilter } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientFor, type Filter, settled, watch } from './support/client.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let client: SupabaseClient
let nextId = 1

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`
    create type mood as enum ('sad', 'happy');
    create domain positive as int check (value > 0);
    create table things (
      id bigint primary key, small int2, whole int, price numeric, ratio float8, name text, code varchar(20), fixed char(5),
      flag bool, owner uuid, day date, moment timestamptz, feeling mood, tags text[], info jsonb, span interval,
      amount positive, raw bytea
    );
    create table hidden_columns (id int primary key, open text, secret text);
    revoke all on hidden_columns from anon, authenticated;
    grant select (id, open) on hidden_columns to authenticated;
    create schema other; create table other.things (id int primary key);
    grant usage on schema other to authenticated; grant select on other.things to authenticated;
    create table later (id int primary key);
    create table "Odd Name" (id int primary key, "Column, one" text);
    alter publication supabase_realtime add table things, hidden_columns, other.things, "Odd Name"`)
  client = await clientFor(server, userToken('11111111-1111-4111-8111-111111111111'))
})

afterAll(async () => {
  await client.removeAllChannels()
  await server.stop()
})

/** Which of two rows a filter lets through, told by a marker in `small`. */
async function matched(filter: string, yes: string, no: string): Promise<number[]> {
  const watched = await watch(client, `filter ${filter}`, { table: 'things', filter })
  expect(watched.system[0]).toMatchObject({ status: 'ok' })
  const [first, second] = [nextId++, nextId++]
  await server.sql.query(`insert into things (id, small, ${column(yes)}) values (${first}, 1, ${value(yes)})`)
  await server.sql.query(`insert into things (id, small, ${column(no)}) values (${second}, 2, ${value(no)})`)
  await settled(server)
  await client.removeChannel(watched.channel)
  return watched.events.map((event) => Number((event.new as { small: number }).small))
}

const column = (assignment: string) => assignment.slice(0, assignment.indexOf(' '))
const value = (assignment: string) => assignment.slice(assignment.indexOf(' ') + 1)

describe('a filter lets through what Postgres says it should', () => {
  test.each([
    ['whole=eq.5', 'whole 5', 'whole 6'],
    ['whole=neq.5', 'whole 6', 'whole 5'],
    ['whole=neq.5', 'whole 6', 'whole null'],
    ['whole=not.eq.5', 'whole 6', 'whole null'],
    ['whole=lt.5', 'whole 4', 'whole 5'],
    ['whole=lte.5', 'whole 5', 'whole 6'],
    ['whole=gt.5', 'whole 10', 'whole 5'],
    ['whole=gte.-5', 'whole -5', 'whole -6'],
    ['whole=not.gt.5', 'whole 5', 'whole 6'],
    ['whole=in.(1, 2 ,3)', 'whole 2', 'whole 4'],
    ['whole=not.in.(1,2)', 'whole 3', 'whole 1'],
    ['whole=is.null', 'whole null', 'whole 1'],
    ['whole=not.is.null', 'whole 1', 'whole null'],
    ['whole=isdistinct.5', 'whole null', 'whole 5'],
    ['whole=not.isdistinct.5', 'whole 5', 'whole null'],
    ['flag=is.true', 'flag true', 'flag false'],
    ['flag=is.false', 'flag false', 'flag null'],
    ['flag=is.unknown', 'flag null', 'flag true'],
    ['flag=eq.yes', 'flag true', 'flag false'],
    ['price=eq.1.50', 'price 1.5', 'price 1.51'],
    ['price=gt.1.5', 'price 1.51', 'price 1.50'],
    ['ratio=eq.1e2', 'ratio 100', 'ratio 101'],
    ['name=eq.plain', "name 'plain'", "name 'other'"],
    ['name=eq.', "name ''", "name 'x'"],
    ['name=eq."a,b=(c)"', "name 'a,b=(c)'", "name 'a'"],
    ['name=eq."say \\"hi\\""', `name 'say "hi"'`, "name 'say hi'"],
    ['name=in.("a,b",c)', "name 'a,b'", "name 'a'"],
    ['name=like.%ell%', "name 'hello'", "name 'HELLO'"],
    ['name=ilike.%ELL%', "name 'hello'", "name 'help'"],
    ['name=not.like.a%', "name 'b'", "name 'a'"],
    ['name=match.^a\\d+$', "name 'a12'", "name 'a'"],
    ['name=imatch.^A', "name 'abc'", "name 'bcd'"],
    ['name=gt.b', "name 'c'", "name 'a'"],
    ['code=eq.x', "code 'x'", "code 'y'"],
    ['fixed=eq.ab', "fixed 'ab'", "fixed 'abc'"],
    [
      'owner=eq.AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE',
      "owner 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'",
      'owner null',
    ],
    ['day=eq.2026-1-2', "day '2026-01-02'", "day '2026-01-03'"],
    ['day=gte.2026-01-02', "day '2026-01-02'", "day '2026-01-01'"],
    [
      'moment=eq.2026-01-02T03:00:00+02',
      "moment '2026-01-02 01:00:00+00'",
      "moment '2026-01-02 03:00:00+00'",
    ],
    ['feeling=eq.happy', "feeling 'happy'", "feeling 'sad'"],
    ['feeling=lt.happy', "feeling 'sad'", "feeling 'happy'"],
    ['span=eq.24 hours', "span '1 day'", "span '2 days'"],
    ['info=eq.{"a": 1.0}', `info '{"a":1}'`, `info '{"a":2}'`],
    ['tags=eq."{a,b}"', "tags '{a,b}'", "tags '{a}'"],
    ['amount=eq.7', 'amount 7', 'amount 8'],
    ['raw=eq.\\x00ff', "raw '\\x00ff'", "raw '\\x00'"],
    ['whole=eq.5,name=eq.x', "(whole, name) (5, 'x')", "(whole, name) (5, 'y')"],
    ['whole=gt.1,whole=lt.9', 'whole 5', 'whole 9'],
  ])('%s', async (filter, yes, no) => {
    const [fixedYes, fixedNo] = [yes, no].map((text) =>
      text.replace(/^\((.*?)\) \((.*)\)$/, '$1 $2').replace('whole, name', 'whole,name'),
    )
    expect(await matched(filter, fixedYes ?? '', fixedNo ?? '')).toEqual([1])
  })

  test('as the builder of supabase-js writes it', async () => {
    const filter = postgresChangesFilter().eq('name', 'a, "quoted" (one)').not('whole', 'in', [1, 2]).build()
    expect(
      await matched(filter, `name,whole 'a, "quoted" (one)',3`, `name,whole 'a, "quoted" (one)',1`),
    ).toEqual([1])
  })

  test('up to a hundred values in a list', async () => {
    const list = Array.from({ length: 100 }, (_, at) => at + 1_000).join(',')
    expect(await matched(`whole=in.(${list})`, 'whole 1099', 'whole 1100')).toEqual([1])
  })
})

async function refusal(filter: Filter): Promise<string> {
  const watched = await watch(client, `bad ${JSON.stringify(filter)}`, filter)
  expect(watched.system[0]).toMatchObject({ extension: 'postgres_changes', status: 'error' })
  await client.removeChannel(watched.channel)
  return watched.system[0]?.message ?? ''
}

describe('a subscription is refused in words', () => {
  const exception = (parameters: string, text: string) =>
    `Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: [event: *, schema: public, table: things, ${parameters}]. Exception: ${text}`

  test.each<[Filter, string]>([
    [{ table: 'things', filter: 'undefined' }, 'Error parsing `filter` params: ["undefined"]'],
    [{ table: 'things', filter: 'id=foo.1' }, 'Error parsing `filter` params: ["foo", "1"]'],
    [
      { table: 'things', filter: 'id=in.1' },
      'Error parsing `filter` params: `in` filter value must be wrapped by parentheses',
    ],
    [
      { table: 'things', filter: 'id=eq.1,,id=eq.2' },
      'Error parsing `filter` params: filter must not contain empty segments (check for extra commas)',
    ],
    [
      { table: 'things', filter: 'nope=eq.1' },
      exception(
        'filters: [{"nope", "eq", "1", false}], select: nil',
        'ERROR P0001 (raise_exception) invalid column for filter nope',
      ),
    ],
    [
      { table: 'things', filter: 'owner=not.eq.abc' },
      exception(
        'filters: [{"owner", "eq", "abc", true}], select: nil',
        'ERROR 22P02 (invalid_text_representation) invalid input syntax for type uuid: "abc"',
      ),
    ],
    [
      { table: 'things', filter: 'whole=like.1%' },
      exception(
        'filters: [{"whole", "like", "1%", false}], select: nil',
        'ERROR P0001 (raise_exception) operator like requires a text-compatible column type, got integer',
      ),
    ],
    [
      { table: 'things', filter: 'whole=in.(1,{2)' },
      exception(
        'filters: [{"whole", "in", "{1,{2}", false}], select: nil',
        'ERROR 22P02 (invalid_text_representation) malformed array literal: "{1,{2}"\n\nMultidimensional arrays must have sub-arrays with matching dimensions.',
      ),
    ],
    [
      { table: 'things', filter: 'name=is.true' },
      exception(
        'filters: [{"name", "is", "true", false}], select: nil',
        'ERROR P0001 (raise_exception) is true filter requires a boolean column, got text',
      ),
    ],
    [
      { table: 'things', filter: 'day=eq.13/13/2020' },
      exception(
        'filters: [{"day", "eq", "13/13/2020", false}], select: nil',
        'ERROR 22008 (datetime_field_overflow) date/time field value out of range: "13/13/2020"\n\n    hint: Perhaps you need a different "datestyle" setting.',
      ),
    ],
    [
      { table: 'things', filter: 'tags=like.x' },
      exception(
        'filters: [{"tags", "like", "x", false}], select: nil',
        'ERROR P0001 (raise_exception) operator like requires a text-compatible column type, got text[]',
      ),
    ],
    [
      { table: 'things', filter: 'raw=not.match.x' },
      exception(
        'filters: [{"raw", "match", "x", true}], select: nil',
        'ERROR P0001 (raise_exception) operator match requires a text-compatible column type, got bytea',
      ),
    ],
    [
      { table: 'things', filter: 'name=is.maybe' },
      exception(
        'filters: [{"name", "is", "maybe", false}], select: nil',
        'ERROR P0001 (raise_exception) invalid value for is filter: must be null, true, false, or unknown',
      ),
    ],
    [
      { table: 'things', select: ['id', 'nope'] },
      exception(
        'filters: [], select: ["id", "nope"]',
        'ERROR P0001 (raise_exception) invalid column for select nope',
      ),
    ],
    [
      { table: 'nowhere' },
      'Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: nowhere, filters: [], select: nil]',
    ],
  ])('%j', async (filter, message) => {
    expect(await refusal(filter)).toBe(message)
  })

  test('for a pattern that does not compile', async () => {
    expect(await refusal({ table: 'things', filter: 'name=match."("' })).toContain(
      'invalid regular expression for match filter',
    )
  })

  test.each([
    ['(.+)(.+)\\\\2\\\\1', 'back-references are not supported'],
    ['x(?=.*y)', 'lookaround and embedded options are not supported'],
    ['(?b)\\\\(x\\\\)', 'lookaround and embedded options are not supported'],
    ['***:x', 'directors are not supported'],
    ['((x?){31}){31}', 'a repeated group comes to more than 64 atoms'],
    ['x{0,255}'.repeat(4), 'it comes to more than 1000 atoms'],
    ['x'.repeat(501), 'it is longer than 500 characters'],
  ])('for a pattern that could take for ever: %s', async (pattern, problem) => {
    expect(await refusal({ table: 'things', filter: `name=match."${pattern}"` })).toContain(
      `invalid regular expression for match filter: ${problem}`,
    )
  })

  test('for more than a hundred values', async () => {
    const list = Array.from({ length: 101 }, (_, at) => at).join(',')
    expect(await refusal({ table: 'things', filter: `whole=in.(${list})` })).toContain(
      'too many values for `in` filter. Maximum 100',
    )
  })

  test('for a column that the role may not read', async () => {
    expect(await refusal({ table: 'hidden_columns', filter: 'secret=eq.x' })).toContain(
      'invalid column for filter secret',
    )
  })

  test('for a filter without a table', async () => {
    expect(await refusal({ filter: 'id=eq.1' })).toMatch(/^No subscription params provided/)
  })
})

describe('wildcards', () => {
  test('cover every published table of a schema, or of all', async () => {
    const one = await watch(client, 'one schema', { schema: 'other' })
    const all = await watch(client, 'all schemas', { schema: '*' })
    await server.sql.query('insert into other.things values (1)')
    await server.sql.query(`insert into things (id) values (${nextId++})`)
    await settled(server)
    expect(one.events.map((event) => event.table)).toEqual(['things'])
    expect(all.events.map((event) => event.schema)).toEqual(['other', 'public', 'public', 'public'])
    await Promise.all([client.removeChannel(one.channel), client.removeChannel(all.channel)])
  })

  test('do not count inside names', async () => {
    expect(await refusal({ table: 'thing_' })).toContain('Please check Realtime is enabled')
  })
})

test('names with spaces, capitals and commas work', async () => {
  const watched = await watch(client, 'odd', { table: 'Odd Name' })
  await server.sql.query(`insert into "Odd Name" values (1, 'x')`)
  expect((await watched.untilEvents(1))[0]?.new).toEqual({ id: 1, 'Column, one': 'x' })
  await client.removeChannel(watched.channel)
})

test('a table that was published a moment ago can be subscribed to at once', async () => {
  expect(await refusal({ table: 'later' })).toContain('Please check Realtime is enabled')
  await server.sql.query('alter publication supabase_realtime add table later')
  const watched = await watch(client, 'later', { table: 'later' })
  await server.sql.query('insert into later values (1)')
  await watched.untilEvents(1)
  await server.sql.query('alter publication supabase_realtime drop table later')
  await server.sql.query('insert into later values (2)')
  await settled(server)
  expect(watched.events).toHaveLength(1)
  await client.removeChannel(watched.channel)
})

test('a filter keeps its meaning when its column changes its type', async () => {
  await server.sql.query(
    'create table changing (id int primary key, n text); alter publication supabase_realtime add table changing',
  )
  const watched = await watch(client, 'changing', { table: 'changing', filter: 'n=eq.05' })
  await server.sql.query(`insert into changing values (1, '05'), (2, '5')`)
  await watched.untilEvents(1)
  await server.sql.query('alter table changing alter column n type int using n::int')
  await server.sql.query('insert into changing values (3, 5), (4, 6)')
  await settled(server)
  expect(watched.events.map((event) => (event.new as { id: number }).id)).toEqual([1, 3])
  await client.removeChannel(watched.channel)
})

test('the secret key reads every column and every row', async () => {
  const service = await clientFor(server, null, keys.secretKey)
  const watched = await watch(service, 'service', { table: 'hidden_columns', filter: 'secret=eq.s' })
  await server.sql.query(`insert into hidden_columns values (1, 'o', 's')`)
  expect((await watched.untilEvents(1))[0]?.new).toEqual({ id: 1, open: 'o', secret: 's' })
  await service.removeAllChannels()
})
