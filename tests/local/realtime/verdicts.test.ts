/** Row security for many at once: what is asked of Postgres, what may be kept, and what ends a kept verdict. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Relation, readRelations } from '../../../supabase/local/realtime/catalog.ts'
import { type Connection, connectionTo } from '../../../supabase/local/realtime/database.ts'
import { deliverySetup } from '../../../supabase/local/realtime/delivery.ts'
import { KeptVerdicts } from '../../../supabase/local/realtime/kept-verdicts.ts'
import { TableFunctions } from '../../../supabase/local/realtime/table-functions.ts'
import { type OnAnswers, type Question, RowSecurity } from '../../../supabase/local/realtime/visible-to.ts'
import { settled } from './support/client.ts'
import { openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let catalog: Connection
const users = Array.from(
  { length: 26 },
  (_, at) => `${String(at).padStart(8, '0')}-1111-4111-8111-111111111111`,
)

beforeAll(async () => {
  server = await startTestServer()
  catalog = openConnection()
  await server.sql.query(`
    create table members (row_id int, user_id uuid);
    create table plain (id int primary key, owner uuid, is_shared boolean, team text, n int, at timestamptz);
    alter table plain enable row level security;
    create policy "Shared or own" on plain for select to authenticated using (is_shared or owner = (select auth.uid()));
    alter publication supabase_realtime add table plain`)
})
afterAll(async () => {
  await catalog.close()
  await server.stop()
})

describe('what decides about a row', () => {
  test.each<[string, string[] | null]>([
    ['owner = auth.uid()', ['owner']],
    ['is_shared or owner = (select auth.uid())', ['owner', 'is_shared']],
    ['(select auth.uid()) = owner and n > 3 and n = any (array[4, 5])', ['owner', 'n']],
    [`team = (auth.jwt() ->> 'team')`, ['team']],
    [`lower(coalesce(team, 'x')) = 'a' and auth.role() = 'authenticated'`, ['team']],
    [`case when is_shared then true else owner is not null end`, ['owner', 'is_shared']],
    ['true', []],
    ['at < now()', null],
    ['at::date = current_date', null],
    ['owner::text = current_user', null],
    ['random() < 2', null],
    [`team = current_setting('app.team', true)`, null],
    ['exists (select from members m where m.row_id = id and m.user_id = auth.uid())', null],
    ['owner in (select user_id from members)', null],
    ['looks_harmless(n)', null],
    ['xmin is not null', null],
    ['plain is not null', null],
    [`n = length(clock_timestamp()::text)`, null],
  ])('%s: %j', async (expression, columns) => {
    await server.sql.query(`create or replace function looks_harmless(int) returns boolean language sql immutable
      as 'select exists (select from public.members)'`)
    await server.sql.query(`drop table if exists probe; create table probe (like plain including all);
      alter table probe enable row level security;
      create policy "Probe" on probe for select using (${expression.replaceAll('plain', 'probe')})`)
    const relation = await relationOf('probe')
    expect(relation.decidedBy?.map((column) => column.name) ?? null).toEqual(columns)
  })
})

describe('a kept verdict', () => {
  test('is what Postgres would say, whatever happens to rows and policies', async () => {
    const policies = [
      'is_shared or owner = (select auth.uid())',
      'owner = auth.uid()',
      'n > 1',
      `team = 'a' and not is_shared`,
      'n > 1 or exists (select from members m where m.row_id = id and m.user_id = (select auth.uid()))',
    ]
    const statement = fc.oneof(
      fc
        .tuple(fc.nat(3), fc.nat(2))
        .map(([id, at]) => `update plain set owner = '${users[at]}' where id = ${id}`),
      fc
        .tuple(fc.nat(3), fc.boolean())
        .map(([id, is]) => `update plain set is_shared = ${is} where id = ${id}`),
      fc.tuple(fc.nat(3), fc.nat(3)).map(([id, n]) => `update plain set n = ${n} where id = ${id}`),
      fc
        .nat(3)
        .map((id) => `update plain set team = case team when 'a' then 'b' else 'a' end where id = ${id}`),
      fc.nat(3).map((id) => `delete from plain where id = ${id}`),
      fc.nat(3).map((id) => `insert into plain (id, n, team) values (${id}, 2, 'a') on conflict do nothing`),
      fc.nat(2).map((at) => `insert into members values (${at}, '${users[at]}')`),
      fc.constant('delete from members'),
      fc
        .constantFrom(...policies)
        .map((using) => `alter policy "Shared or own" on plain to authenticated using (${using})`),
    )
    const { kept, fresh, close } = openBoth()
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 12 }), async (statements) => {
          for (const text of statements) {
            await server.sql.query(text)
            const relation = await relationOf('plain')
            expect(await answersOf(kept, relation)).toEqual(await answersOf(fresh, relation))
          }
        }),
        { numRuns: 25 },
      )
    } finally {
      await close()
    }
  })

  test('is not asked for again while rows and surroundings stay as they were', async () => {
    await server.sql.query(`alter policy "Shared or own" on plain to authenticated
      using (is_shared or owner = (select auth.uid()))`)
    await server.sql.query(`insert into plain values (9, '${users[1]}', false, 'a', 1, now())`)
    const { kept, asked, close } = openBoth()
    const relation = await relationOf('plain')
    const before = await answersOf(kept, relation, [9])
    expect(before.flat().filter(Boolean)).toHaveLength(1)
    expect(asked()).toBe(users.length)
    // A column that the policy does not read.
    await server.sql.query('update plain set n = n + 1 where id = 9')
    expect(await answersOf(kept, relation, [9])).toEqual(before)
    expect(asked()).toBe(users.length)
    await server.sql.query(`update plain set owner = '${users[2]}' where id = 9`)
    expect(await answersOf(kept, relation, [9])).not.toEqual(before)
    expect(asked()).toBe(users.length * 2)
    await close()
  })

  test('belongs to what the row held then, although it changes while Postgres is asked', async () => {
    await server.sql.query(
      `alter policy "Shared or own" on plain to authenticated using (owner = (select auth.uid()))`,
    )
    await server.sql.query(
      `insert into plain values (8, '${users[0]}', false, 'a', 1, now()) on conflict do nothing`,
    )
    const { kept, fresh, close } = openBoth()
    const relation = await relationOf('plain')
    let isChanging = true
    const changing = (async () => {
      for (let n = 0; isChanging; n++)
        await server.sql.query(`update plain set owner = '${users[n % users.length]}' where id = 8`)
    })()
    for (let round = 0; round < 60; round++) await answersOf(kept, relation, [8])
    isChanging = false
    await changing
    for (const owner of users) {
      await server.sql.query(`update plain set owner = '${owner}' where id = 8`)
      expect(await answersOf(kept, relation, [8])).toEqual(await answersOf(fresh, relation, [8]))
    }
    await close()
  })

  test.each([
    ['a grant on the schema', 'revoke usage on schema closable from authenticated'],
    ['a grant on the table', 'revoke select on closable.notes from authenticated'],
    [
      'row security itself',
      'alter table closable.notes force row level security; drop policy "All see" on closable.notes',
    ],
    ['another policy', 'create policy "Nobody" on closable.notes as restrictive for select using (false)'],
  ])('ends with a change of %s', async (_what, change) => {
    await server.admin.query(`drop schema if exists closable cascade; create schema closable;
      grant usage on schema closable to authenticated;
      create table closable.notes (id int primary key, is_open boolean);
      grant select on closable.notes to authenticated;
      alter table closable.notes enable row level security;
      create policy "All see" on closable.notes for select using (is_open);
      insert into closable.notes values (1, true)`)
    const { kept, close } = openBoth()
    const relation = await relationOf('notes', 'closable')
    expect((await answersOf(kept, relation, [1])).flat()).toEqual(users.map(() => true))
    expect((await answersOf(kept, relation, [1])).flat()).toEqual(users.map(() => true))
    await server.admin.query(change)
    expect((await answersOf(kept, relation, [1])).flat()).toEqual(users.map(() => false))
    await close()
  })

  test('ends when a role loses a membership', async () => {
    await server.admin.query(`create role club_${process.pid} nologin; grant club_${process.pid} to authenticated with inherit true;
      create table club_notes (id int primary key); grant select on club_notes to authenticated;
      alter table club_notes enable row level security;
      create policy "The club sees" on club_notes for select to club_${process.pid} using (true);
      insert into club_notes values (1)`)
    const { kept, close } = openBoth()
    const relation = await relationOf('club_notes')
    expect((await answersOf(kept, relation, [1])).flat()).toEqual(users.map(() => true))
    await server.admin.query(`revoke club_${process.pid} from authenticated`)
    expect((await answersOf(kept, relation, [1])).flat()).toEqual(users.map(() => false))
    await server.admin.query(`drop table club_notes; drop role club_${process.pid}`)
    await close()
  })
})

test('many users on one row each get exactly what they may see, while it moves between them', async () => {
  await server.sql.query(`create table moving (id int primary key, owner uuid, is_shared boolean default false, n int default 0);
    alter table moving enable row level security;
    create policy "Shared or own" on moving for select to authenticated using (is_shared or owner = (select auth.uid()));
    alter publication supabase_realtime add table moving`)
  const sockets = await Promise.all(users.map((user) => watchMoving(user)))
  const seen = (at: number) => ((sockets[at]?.messages() ?? []) as unknown[][]).flatMap(nOf)
  await server.sql.query(`insert into moving values (1, '${users[0]}', true, 1)`)
  await settled(server)
  for (const at of users.keys()) expect(seen(at)).toEqual([1])
  for (let n = 2; n <= 20; n++) {
    const owner = users[n % users.length]
    await server.sql.query(`update moving set owner = '${owner}', is_shared = ${n % 5 === 0}, n = ${n}`)
    await settled(server)
  }
  for (const at of users.keys()) {
    const due = Array.from({ length: 19 }, (_, index) => index + 2).filter(
      (n) => n % 5 === 0 || n % users.length === at,
    )
    expect(seen(at)).toEqual([1, ...due])
  }
  for (const socket of sockets) socket.terminate()
})

async function watchMoving(user: string): Promise<RawSocket> {
  const socket = await openRawSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`,
  )
  const entry = { event: '*', schema: 'public', table: 'moving' }
  const payload = { config: { postgres_changes: [entry] }, access_token: userToken(user) }
  socket.send(JSON.stringify(['1', '1', 'realtime:moving', 'phx_join', payload]))
  await socket.untilReceived(2)
  return socket
}

function nOf(message: unknown[]): number[] {
  if (message[3] !== 'postgres_changes') return []
  const { data } = message[4] as { data: { record: { n: number } } }
  return [data.record.n]
}

async function relationOf(table: string, schema = 'public'): Promise<Relation> {
  const [relation] = await readRelations(catalog, [{ schema, table }], ['authenticated'])
  if (!relation) throw new Error(`there is no table ${table}`)
  return relation
}

function openConnection(): Connection {
  return connectionTo({ url: server.databaseUrl, log: () => {} }, { name: 'verdicts', setup: deliverySetup })
}

/** Verdicts that may be kept, and a way that keeps none; `asked` counts the questions of the former. */
function openBoth() {
  const connection = openConnection()
  const functions = new TableFunctions(connection)
  const rowSecurity = new RowSecurity(functions, () => {})
  let count = 0
  const counting: Pick<RowSecurity, 'ask'> = {
    ask: (...args) => {
      count += args[1].length
      return rowSecurity.ask(...args)
    },
  }
  return {
    kept: new KeptVerdicts({ database: connection, functions, rowSecurity: counting }),
    fresh: {
      ask: (relation: Relation, questions: Question[], transactions: number[], onAnswers: OnAnswers) =>
        rowSecurity.ask(relation, questions, { transactions, onAnswers }),
    },
    asked: () => count,
    close: () => connection.close(),
  }
}

async function answersOf(
  verdicts: Pick<KeptVerdicts, 'ask'>,
  relation: Relation,
  ids = [0, 1, 2, 3],
): Promise<boolean[][]> {
  const questions: Question[] = users.map((user) => {
    const claims = JSON.stringify({ role: 'authenticated', sub: user })
    const rows = ids.map((id) => ({ text: String(id), values: [String(id)] }))
    return { who: `authenticated ${claims}`, role: 'authenticated', claims, subject: user, rows }
  })
  // As in a batch: equal rows are one object.
  for (const question of questions) question.rows = questions[0]?.rows ?? []
  const all: boolean[][] = []
  await verdicts.ask(relation, questions, [], (answers) => {
    for (const { at, answer } of answers) all[at] = answer
  })
  return all
}
