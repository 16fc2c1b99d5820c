/** Protocol page, section 6.3: every value is the JSON that Postgres itself would print, to the digit. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseExact } from './support/exact-json.ts'
import { openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys } from './support/tokens.ts'

let server: TestServer
let socket: RawSocket

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`
    create type pair as (a int, b text);
    create type colour as enum ('red', 'dark blue');
    create domain score as numeric(6, 2);
    create table one (id int primary key generated always as identity, v text);
    alter publication supabase_realtime add table one`)
})
afterAll(() => server.stop())

beforeEach(async () => {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.secretKey}&vsn=2.0.0`
  socket = await openRawSocket(url)
  socket.send(
    '["1","1","realtime:v","phx_join",{"config":{"postgres_changes":[{"event":"*","schema":"public","table":"one"}]}}]',
  )
  await socket.untilReceived(2)
  return () => socket.close()
})

type Data = {
  record: Record<string, unknown>
  old_record?: Record<string, unknown>
  columns: { name: string; type: string }[]
}

async function nextData(): Promise<Data> {
  const at = nextAt.get(socket) ?? 2
  nextAt.set(socket, at + 1)
  await socket.untilReceived(at + 1)
  const frame = socket.received[at]
  if (!frame || !('text' in frame)) throw new Error('not a text frame')
  return (parseExact(frame.text) as [unknown, unknown, unknown, unknown, { data: Data }])[4].data
}
const nextAt = new WeakMap<RawSocket, number>()

/** Sets the column to a type and a value, and gives what arrives beside what Postgres prints. */
async function roundTrip(
  type: string,
  literal: string | null,
): Promise<{ ours: unknown; postgres: unknown; type: string }> {
  await server.sql.query(`alter table one drop column v; alter table one add column v ${type}`)
  const { rows } = await server.sql.query(
    'insert into one (v) values ($1) returning to_jsonb(v)::text as json',
    [literal],
  )
  const data = await nextData()
  const json: unknown = rows[0]?.json
  return {
    ours: data.record.v,
    postgres: typeof json === 'string' ? parseExact(json) : null,
    type: data.columns.find((column) => column.name === 'v')?.type ?? '',
  }
}

describe('as to_jsonb prints it', () => {
  test.each([
    ['int2', '-32768', 'int2'],
    ['int4', '2147483647', 'int4'],
    ['int8', '9223372036854775807', 'int8'],
    ['numeric', '12345678901234567890.1234567890', 'numeric'],
    ['numeric(10,2)', '1.1', 'numeric'],
    ['float8', '1.5e300', 'float8'],
    ['float8', '1e-7', 'float8'],
    ['float8', '-0', 'float8'],
    ['float8', '0.30000000000000004', 'float8'],
    ['float4', '1e20', 'float4'],
    ['float4', '16777216', 'float4'],
    ['bool', 't', 'bool'],
    ['text', 'quotes " \\ and\nlines\tand \u0001 and \u2028 and 🙂', 'text'],
    ['text', '', 'text'],
    ['varchar(5)', 'abc', 'varchar'],
    ['char(5)', 'ab', 'bpchar'],
    ['bit(3)', '101', 'bit'],
    ['varbit', '10101', 'varbit'],
    ['name', 'a name', 'name'],
    ['uuid', 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE', 'uuid'],
    ['timestamp', '2026-01-02 03:04:05.678901', 'timestamp'],
    ['timestamp', '0044-03-15 00:00:00 BC', 'timestamp'],
    ['timestamp', '-infinity', 'timestamp'],
    ['timestamptz', '2026-01-02 03:04:05.6+02', 'timestamptz'],
    ['timestamptz', '0044-03-15 00:00:00+00 BC', 'timestamptz'],
    ['timestamptz', 'infinity', 'timestamptz'],
    ['date', '2026-01-02', 'date'],
    ['time', '03:04:05.5', 'time'],
    ['timetz', '03:04:05+02', 'timetz'],
    ['interval', '1 day 02:00:00', 'interval'],
    ['json', '{"b":1,  "a":[1.50]}', 'json'],
    ['jsonb', '{"b":1,"a":[1.50,{"c":null}]}', 'jsonb'],
    ['jsonb', 'null', 'jsonb'],
    ['jsonb', '"text"', 'jsonb'],
    ['inet', '192.168.0.1/24', 'inet'],
    ['macaddr', '08:00:2b:01:02:03', 'macaddr'],
    ['money', '12.34', 'money'],
    ['int4range', '[1,5)', 'int4range'],
    ['int4multirange', '{[1,3),[5,7)}', 'int4multirange'],
    ['point', '(1,2)', 'point'],
    ['xml', '<a>b</a>', 'xml'],
    ['tsvector', "'a':1 'b':2", 'tsvector'],
    ['oid', '42', 'oid'],
    ['colour', 'dark blue', 'colour'],
    ['score', '3.5', 'score'],
    ['pair', '(1,"x, ""y""")', 'pair'],
    ['pair[]', '{"(1,a)","(2,)"}', '_pair'],
    ['int[]', '{1,NULL,3}', '_int4'],
    ['int[][]', '{{1,2},{3,4}}', '_int4'],
    ['int[]', '[0:1]={1,2}', '_int4'],
    ['int[]', '{}', '_int4'],
    ['text[]', '{a,"b c",NULL,"NULL","d\\"e","f\\\\g","{h}",""}', '_text'],
    ['numeric[]', '{1.10,NaN}', '_numeric'],
    ['bool[]', '{t,f}', '_bool'],
    ['timestamptz[]', '{"2026-01-02 03:04:05+00"}', '_timestamptz'],
    ['jsonb[]', '{"{\\"a\\": 1}"}', '_jsonb'],
    ['bytea[]', '{"\\\\x0102"}', '_bytea'],
    ['box[]', '{(2,2),(1,1);(4,4),(3,3)}', '_box'],
    ['colour[]', '{red,"dark blue"}', '_colour'],
    ['score[]', '{1.5}', '_score'],
    ['int2', null, 'int2'],
    ['pair', null, 'pair'],
  ])('%s %s', async (type, literal, typeName) => {
    const { ours, postgres, type: described } = await roundTrip(type, literal)
    expect(ours).toEqual(postgres)
    expect(described).toBe(typeName)
  })
})

describe('as Supabase prints it where that is not what to_jsonb prints', () => {
  test.each([
    ['numeric', 'NaN', null],
    ['numeric', 'Infinity', null],
    ['float8', 'NaN', null],
    ['float4', '-Infinity', null],
    ['bytea', '\\x0102ff', '0102ff'],
    ['bytea', '\\x', ''],
  ])('%s %s', async (type, literal, json) => {
    expect((await roundTrip(type, literal)).ours).toEqual(json)
  })
})

test('any number keeps every digit', async () => {
  await server.sql.query(
    'alter table one drop column v; alter table one add column v numeric[], add column f float8[]',
  )
  const numbers = fc.array(
    fc
      .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat({ max: 30 }))
      .map(([digits, scale]) => withScale(digits, scale)),
    { minLength: 1, maxLength: 20 },
  )
  const floats = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(numbers, floats, async (decimals, doubles) => {
      const { rows } = await server.sql.query(
        'insert into one (v, f) values ($1, $2) returning to_jsonb(v)::text as v, to_jsonb(f)::text as f',
        [decimals, doubles.map(String)],
      )
      const { record } = await nextData()
      expect(record.v).toEqual(parseExact(rows[0]?.v))
      expect(record.f).toEqual(parseExact(rows[0]?.f))
    }),
    { numRuns: 40 },
  )
  await server.sql.query('alter table one drop column f')
})

function withScale(digits: bigint, scale: number): string {
  const text = digits
    .toString()
    .replace('-', '')
    .padStart(scale + 1, '0')
  const point = text.length - scale
  return `${digits < 0n ? '-' : ''}${text.slice(0, point)}${scale === 0 ? '' : `.${text.slice(point)}`}`
}

test('any text array survives', async () => {
  await server.sql.query('alter table one drop column v; alter table one add column v text[]')
  const texts = fc.array(
    fc.option(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))),
    { maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(texts, async (elements) => {
      await server.sql.query('insert into one (v) values ($1)', [elements])
      expect((await nextData()).record.v).toEqual(elements)
    }),
    { numRuns: 40 },
  )
})

test('stored generated columns are there', async () => {
  await server.sql.query(
    `alter table one drop column v; alter table one add column v int, add column "dou ble" int generated always as (v * 2) stored`,
  )
  await server.sql.query('insert into one (v) values (21)')
  const { record, columns } = await nextData()
  expect(record['dou ble']).toEqual({ number: '42' })
  expect(columns).toContainEqual({ name: 'dou ble', type: 'int4' })
  await server.sql.query('alter table one drop column "dou ble"')
})
