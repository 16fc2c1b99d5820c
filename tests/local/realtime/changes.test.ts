/** Protocol page, sections 6.2 and 6.4: what of a change reaches whom. */
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChangeEvent, clientFor, settled, watch } from './support/client.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys, userToken } from './support/tokens.ts'

let server: TestServer
let alice: SupabaseClient
let bob: SupabaseClient
let service: SupabaseClient

const aliceId = '11111111-1111-4111-8111-111111111111'
const bobId = '22222222-2222-4222-8222-222222222222'

beforeAll(async () => {
  server = await startTestServer()
  await server.sql.query(`
    create table open (id int primary key, v text, w int);
    create table keyed (a int, b text, v text, primary key (a, b));
    create table whole (id int primary key, v text, w int); alter table whole replica identity full;
    create table by_index (id int primary key, code text not null unique, v text);
    alter table by_index replica identity using index by_index_code_key;
    create table keyless (v text);
    create table keyless_full (v text); alter table keyless_full replica identity full;
    create table granted (id int primary key, shown text, secret text);
    revoke all on granted from anon, authenticated; grant select (id, shown) on granted to authenticated;
    create table blind (id int primary key, shown text);
    revoke all on blind from anon, authenticated; grant select (shown) on blind to authenticated;
    create table owned (id int primary key, user_id uuid, v text); alter table owned enable row level security;
    create policy "Owners see their own" on owned for select to authenticated using (user_id = (select auth.uid()));
    create table owned_full (id int primary key, user_id uuid, v text); alter table owned_full enable row level security;
    alter table owned_full replica identity full;
    create policy "Owners see their own" on owned_full for select to authenticated using (user_id = (select auth.uid()));
    create table public_rows (id int primary key, v text); alter table public_rows enable row level security;
    create policy "Everybody sees all" on public_rows for select using (true);
    create table long_text (id int primary key, small text, body text);
    alter table long_text alter column body set storage external;
    create table long_text_full (id int primary key, small text, body text); alter table long_text_full replica identity full;
    alter table long_text_full alter column body set storage external;
    create table parent (id int, day date, primary key (id, day)) partition by range (day);
    create table parent_2026 partition of parent for values from ('2026-01-01') to ('2027-01-01');
    alter publication supabase_realtime add table open, keyed, whole, by_index, keyless, keyless_full, granted, blind, owned,
      owned_full, public_rows, long_text, long_text_full, parent`)
  alice = await clientFor(server, userToken(aliceId))
  bob = await clientFor(server, userToken(bobId))
  service = await clientFor(server, null, keys.secretKey)
})

afterAll(async () => {
  await Promise.all([alice, bob, service].map((client) => client.removeAllChannels()))
  await server.stop()
})

/** The events of some statements on a table, for one client. */
async function eventsOf(
  client: SupabaseClient,
  table: string,
  ...statements: string[]
): Promise<ChangeEvent[]> {
  const watched = await watch(client, `${table} ${statements.join().slice(0, 40)}`, { table })
  for (const statement of statements) await server.sql.query(statement)
  await settled(server)
  await client.removeChannel(watched.channel)
  return watched.events
}

const brief = (events: ChangeEvent[]) =>
  events.map(({ eventType, new: row, old }) => ({ eventType, row, old }))

describe('rows', () => {
  test('are inserted, updated and deleted with the key as their old record', async () => {
    const events = await eventsOf(
      alice,
      'open',
      `insert into open values (1, 'a', 1)`,
      `update open set v = 'b'`,
      'delete from open',
    )
    expect(brief(events)).toEqual([
      { eventType: 'INSERT', row: { id: 1, v: 'a', w: 1 }, old: {} },
      { eventType: 'UPDATE', row: { id: 1, v: 'b', w: 1 }, old: { id: 1 } },
      { eventType: 'DELETE', row: {}, old: { id: 1 } },
    ])
    expect(events[0]?.errors).toBeNull()
    expect(events[0]?.commit_timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('show the old key when it changed', async () => {
    const events = await eventsOf(
      alice,
      'keyed',
      `insert into keyed values (1, 'x', 'v')`,
      `update keyed set b = 'y'`,
      `delete from keyed`,
    )
    expect(brief(events).slice(1)).toEqual([
      { eventType: 'UPDATE', row: { a: 1, b: 'y', v: 'v' }, old: { a: 1, b: 'x' } },
      { eventType: 'DELETE', row: {}, old: { a: 1, b: 'y' } },
    ])
  })

  test('show all of the old row with replica identity full', async () => {
    const events = await eventsOf(
      alice,
      'whole',
      `insert into whole values (1, 'a', 1)`,
      `update whole set v = 'b'`,
      'delete from whole',
    )
    expect(brief(events).slice(1)).toEqual([
      { eventType: 'UPDATE', row: { id: 1, v: 'b', w: 1 }, old: { id: 1, v: 'a', w: 1 } },
      { eventType: 'DELETE', row: {}, old: { id: 1, v: 'b', w: 1 } },
    ])
  })

  test('show the columns of the index that is the replica identity', async () => {
    const events = await eventsOf(
      alice,
      'by_index',
      `insert into by_index values (1, 'c', 'v')`,
      `update by_index set v = 'w'`,
      'delete from by_index',
    )
    expect(brief(events).slice(1)).toEqual([
      { eventType: 'UPDATE', row: { id: 1, code: 'c', v: 'w' }, old: { code: 'c' } },
      { eventType: 'DELETE', row: {}, old: { code: 'c' } },
    ])
  })

  test('that are truncated or rolled back say nothing', async () => {
    const events = await eventsOf(
      alice,
      'open',
      'begin',
      `insert into open values (2, 'a', 1)`,
      'rollback',
      'truncate open',
      `insert into open values (3, 'a', 1)`,
      'delete from open',
    )
    expect(events.map((event) => event.eventType)).toEqual(['INSERT', 'DELETE'])
  })

  test('of a partitioned table come under the name of their partition', async () => {
    const parent = await watch(alice, 'parent', { table: 'parent' })
    expect(parent.system[0]?.status).toBe('error')
    await alice.removeChannel(parent.channel)
    const events = await eventsOf(alice, 'parent_2026', `insert into parent values (1, '2026-05-05')`)
    expect(events.map((event) => event.table)).toEqual(['parent_2026'])
  })

  test('keep their large unchanged values out of updates', async () => {
    const large = 'x'.repeat(9_000)
    const events = await eventsOf(
      alice,
      'long_text',
      `insert into long_text values (1, 'a', '${large}')`,
      `update long_text set small = 'b'`,
    )
    expect(brief(events)[1]?.row).toEqual({ id: 1, small: 'b' })
    const full = await eventsOf(
      alice,
      'long_text_full',
      `insert into long_text_full values (1, 'a', '${large}')`,
      `update long_text_full set small = 'b'`,
    )
    expect(brief(full)[1]?.row).toEqual({ id: 1, small: 'b', body: large })
  })

  test('over a megabyte lose their large fields and say so', async () => {
    const events = await eventsOf(
      alice,
      'long_text',
      `insert into long_text values (2, 'a', repeat('x', 1000000))`,
      `insert into long_text values (3, 'a', repeat('x', 1100000))`,
    )
    expect(events.map((event) => event.errors)).toEqual([null, ['Error 413: Payload Too Large']])
    expect(events[0]?.new).toMatchObject({ id: 2, body: 'x'.repeat(1_000_000) })
    expect(events[1]?.new).toEqual({ id: 3, small: 'a' })
  })
})

describe('bindings', () => {
  test('of one channel share one message, and each fires for its own event', async () => {
    const watched = await watch(
      alice,
      'overlap',
      { table: 'open' },
      { schema: 'public' },
      { table: 'open', event: 'DELETE' },
    )
    await server.sql.query(`insert into open values (10, 'a', 1); delete from open where id = 10`)
    await settled(server)
    const types = watched.events.filter((event) => event.table === 'open').map((event) => event.eventType)
    expect(types).toEqual(['INSERT', 'INSERT', 'DELETE', 'DELETE', 'DELETE'])
    await alice.removeChannel(watched.channel)
  })

  test('with a selection get those columns and the key, each selection its own message', async () => {
    const watched = await watch(
      alice,
      'selections',
      { table: 'open', select: ['v'] },
      { table: 'open', select: ['w'] },
    )
    await server.sql.query(`insert into open values (11, 'a', 1)`)
    await watched.untilEvents(2)
    expect(watched.events.map((event) => event.new)).toEqual([
      { id: 11, v: 'a' },
      { id: 11, w: 1 },
    ])
    await alice.removeChannel(watched.channel)
  })
})

describe('column grants', () => {
  test('keep ungranted columns out of rows and columns', async () => {
    const events = await eventsOf(
      alice,
      'granted',
      `insert into granted values (1, 'o', 's')`,
      'update granted set secret = secret',
      'delete from granted',
    )
    expect(brief(events).map(({ row, old }) => [row, old])).toEqual([
      [{ id: 1, shown: 'o' }, {}],
      [{ id: 1, shown: 'o' }, { id: 1 }],
      [{}, { id: 1 }],
    ])
  })

  test('that leave out the key give 401 instead of rows', async () => {
    const events = await eventsOf(
      alice,
      'blind',
      `insert into blind values (1, 'o')`,
      `update blind set shown = 'p'`,
      'delete from blind',
    )
    expect(events.map(({ errors, new: row, old }) => ({ errors, row, old }))).toEqual([
      { errors: ['Error 401: Unauthorized'], row: {}, old: {} },
      { errors: ['Error 401: Unauthorized'], row: {}, old: {} },
      { errors: null, row: {}, old: {} },
    ])
  })

  test('that change count from the next row on', async () => {
    await server.sql.query(
      'create table regranted (id int primary key, v text); alter publication supabase_realtime add table regranted',
    )
    const watched = await watch(alice, 'regranted', { table: 'regranted' })
    await server.sql.query(`insert into regranted values (1, 'a')`)
    await watched.untilEvents(1)
    await server.sql.query(
      'revoke all on regranted from authenticated; grant select (id) on regranted to authenticated',
    )
    await server.sql.query(`insert into regranted values (2, 'a')`)
    await watched.untilEvents(2)
    expect(watched.events.map((event) => event.new)).toEqual([{ id: 1, v: 'a' }, { id: 2 }])
    await alice.removeChannel(watched.channel)
  })
})

test('a table without a primary key gives 400 for what cannot be checked', async () => {
  const events = await eventsOf(
    alice,
    'keyless_full',
    `insert into keyless_full values ('a')`,
    `update keyless_full set v = 'b'`,
    'delete from keyless_full',
  )
  const failure = { errors: ['Error 400: Bad Request, no primary key'], row: {}, old: {} }
  expect(events.map(({ errors, new: row, old }) => ({ errors, row, old }))).toEqual([
    failure,
    failure,
    { errors: null, row: {}, old: { v: 'b' } },
  ])
})

describe('row security', () => {
  test('shows a row only to those who may see it', async () => {
    const [mine, theirs, all] = await Promise.all([
      watch(alice, 'owned a', { table: 'owned' }),
      watch(bob, 'owned b', { table: 'owned' }),
      watch(service, 'owned s', { table: 'owned' }),
    ])
    await server.sql.query(
      `insert into owned values (1, '${aliceId}', 'a'), (2, '${bobId}', 'b'), (3, null, 'c')`,
    )
    await settled(server)
    await server.sql.query(`update owned set user_id = '${bobId}' where id = 1`)
    await settled(server)
    const seen = (events: ChangeEvent[]) =>
      events.map((event) => `${event.eventType} ${(event.new as { id: number }).id}`)
    expect(seen(mine.events)).toEqual(['INSERT 1'])
    expect(seen(theirs.events)).toEqual(['INSERT 2', 'UPDATE 1'])
    expect(seen(all.events)).toEqual(['INSERT 1', 'INSERT 2', 'INSERT 3', 'UPDATE 1'])
    await Promise.all([alice, bob, service].map((client) => client.removeAllChannels()))
  })

  test('does not count for deletes, which tell the key alone', async () => {
    const events = await eventsOf(
      alice,
      'owned_full',
      `insert into owned_full values (1, '${bobId}', 'b')`,
      'delete from owned_full',
    )
    expect(brief(events)).toEqual([{ eventType: 'DELETE', row: {}, old: { id: 1 } }])
  })

  test('is asked when the row is delivered: one that is gone by then was never seen', async () => {
    const events = await eventsOf(
      alice,
      'owned',
      'begin',
      `insert into owned values (20, '${aliceId}', 'a')`,
      'delete from owned where id = 20',
      'commit',
    )
    expect(brief(events)).toEqual([{ eventType: 'DELETE', row: {}, old: { id: 20 } }])
  })

  test('is not asked where everybody sees everything', async () => {
    const events = await eventsOf(bob, 'public_rows', `insert into public_rows values (1, 'a')`)
    expect(events).toHaveLength(1)
  })

  test('that changes counts from the next row on', async () => {
    await server.sql.query(
      'create table reruled (id int primary key, user_id uuid); alter publication supabase_realtime add table reruled',
    )
    const watched = await watch(alice, 'reruled', { table: 'reruled' })
    await server.sql.query(`insert into reruled values (1, '${bobId}')`)
    await watched.untilEvents(1)
    await server.sql.query('alter table reruled enable row level security')
    await server.sql.query(`insert into reruled values (2, '${aliceId}')`)
    await settled(server)
    await server.sql.query(`create policy "Own" on reruled for select using (user_id = auth.uid())`)
    await server.sql.query(`insert into reruled values (3, '${aliceId}'), (4, '${bobId}')`)
    await settled(server)
    expect(watched.events.map((event) => (event.new as { id: number }).id)).toEqual([1, 3])
    await alice.removeChannel(watched.channel)
  })

  test('that raises or hangs costs nobody but its own subscriber', async () => {
    await server.sql.query(`create table touchy (id int primary key); alter table touchy enable row level security;
      create function raise_for_bob() returns boolean language plpgsql as $$
        begin if auth.uid() = '${bobId}' then raise 'not for Bob'; end if; return true; end $$;
      create policy "Raises for Bob" on touchy for select using (raise_for_bob());
      create table slow (id int primary key); alter table slow enable row level security;
      create function pause_for_bob() returns boolean language plpgsql as $$
        begin if auth.uid() = '${bobId}' then perform pg_sleep(30); end if; return true; end $$;
      create policy "Hangs for Bob" on slow for select using (pause_for_bob());
      alter publication supabase_realtime add table touchy, slow`)
    for (const table of ['touchy', 'slow']) {
      const [mine, theirs] = await Promise.all([
        watch(alice, `${table} a`, { table }),
        watch(bob, `${table} b`, { table }),
      ])
      await server.sql.query(`insert into ${table} values (1)`)
      await mine.untilEvents(1)
      await server.sql.query(`insert into ${table} values (2)`)
      await mine.untilEvents(2)
      await settled(server)
      expect(theirs.events).toEqual([])
      await Promise.all([alice.removeChannel(mine.channel), bob.removeChannel(theirs.channel)])
    }
  })

  test('reads claims beyond the user when a policy asks for them', async () => {
    await server.sql.query(`create table by_claim (id int primary key, team text); alter table by_claim enable row level security;
      create policy "Own team" on by_claim for select using (team = (auth.jwt() ->> 'team'));
      alter publication supabase_realtime add table by_claim`)
    const red = await clientFor(server, userToken(aliceId, { team: 'red' }))
    const blue = await clientFor(server, userToken(aliceId, { team: 'blue' }))
    const [seenByRed, seenByBlue] = await Promise.all([
      watch(red, 'red', { table: 'by_claim' }),
      watch(blue, 'blue', { table: 'by_claim' }),
    ])
    await server.sql.query(`insert into by_claim values (1, 'red'), (2, 'blue')`)
    await settled(server)
    expect(seenByRed.events.map((event) => (event.new as { id: number }).id)).toEqual([1])
    expect(seenByBlue.events.map((event) => (event.new as { id: number }).id)).toEqual([2])
    await Promise.all([red.removeAllChannels(), blue.removeAllChannels()])
  })
})

test('the flag of private channels means nothing to row changes', async () => {
  await server.sql.query(
    `create policy "Anybody reads" on realtime.messages for select to authenticated using (true)`,
  )
  const channel = bob.channel('private changes', { config: { private: true } })
  const events: unknown[] = []
  const ready = new Promise<void>((resolve) => {
    channel.on('postgres_changes', { event: '*', schema: 'public', table: 'open' }, (event) =>
      events.push(event),
    )
    channel.on('system', {}, () => resolve())
    channel.subscribe()
  })
  await ready
  await server.sql.query(`insert into open values (30, 'a', 1)`)
  await settled(server)
  expect(events).toHaveLength(1)
  await bob.removeChannel(channel)
})
