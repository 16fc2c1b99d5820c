/** Protocol page, section 5: what is told when the publication changes, and when a token comes to a failed subscription. */
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, settled, type Watch, watch } from './support/client.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { userToken } from './support/tokens.ts'

let server: TestServer
let client: SupabaseClient
const alice = '11111111-1111-4111-8111-111111111111'

beforeEach(async () => {
  server = await startTestServer()
  await server.sql.query(`create table notes (id int primary key, body text);
    create table others (id int primary key)`)
  await server.admin.query('alter publication supabase_realtime add table notes')
  client = await clientFor(server, userToken(alice))
})
afterEach(async () => {
  await client.removeAllChannels()
  await server.stop()
})

const ok = 'Subscribed to PostgreSQL'
const gone = (table: string) =>
  `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: ${table}, filters: [], select: nil]`
const messages = (watched: Watch) => watched.system.map((message) => message.message)
const untilTold = (watched: Watch, count: number) =>
  until(() => watched.system.length >= count, { what: `${count} system messages (${messages(watched)})` })

test('a table that is published is told to all who watch rows, and nobody else', async () => {
  const [one, filtered] = [
    await watch(client, 'one', { table: 'notes' }),
    await watch(client, 'filtered', { table: 'notes', filter: 'id=gt.1' }),
  ]
  const failed = await watch(client, 'failed', { table: 'others' })
  await server.admin.query('alter publication supabase_realtime add table others')
  await Promise.all([untilTold(one, 2), untilTold(filtered, 2)])
  await server.sql.query("insert into notes values (1, 'x'), (2, 'y')")
  await Promise.all([one.untilEvents(2), filtered.untilEvents(1)])
  expect([messages(one), messages(filtered), messages(failed)]).toEqual([
    [ok, ok],
    [ok, ok],
    [gone('others')],
  ])
  expect(one.statuses).toEqual(['SUBSCRIBED'])
})

test('a wildcard with a filter takes up a table that has its column', async () => {
  const all = await watch(client, 'all', { schema: 'public', filter: 'id=gt.1', table: '*' })
  await server.admin.query('alter publication supabase_realtime add table others')
  await untilTold(all, 2)
  await server.sql.query('insert into others values (1), (2)')
  expect((await all.untilEvents(1)).map((event) => event.new)).toEqual([{ id: 2 }])
})

test('a table that leaves the publication, or is dropped, is an error for those who watch it', async () => {
  await server.admin.query('alter publication supabase_realtime add table others')
  const [notes, others] = [
    await watch(client, 'notes', { table: 'notes' }),
    await watch(client, 'others', { table: 'others' }),
  ]
  await server.admin.query('alter publication supabase_realtime drop table notes')
  await Promise.all([untilTold(notes, 2), untilTold(others, 2)])
  await server.sql.query('drop table others')
  await untilTold(others, 3)
  expect(messages(notes)).toEqual([ok, gone('notes')])
  expect(messages(others)).toEqual([ok, ok, gone('others')])
  expect([notes.statuses, others.statuses]).toEqual([['SUBSCRIBED'], ['SUBSCRIBED']])
})

test('what changes nothing about the publication is not told', async () => {
  const watched = await watch(client, 'quiet', { table: 'notes' })
  await server.sql.query(`alter table notes add column more text; create table unpublished (id int);
    drop table unpublished; begin; drop table notes; rollback`)
  await server.admin.query('alter publication supabase_realtime add table others')
  await untilTold(watched, 2)
  expect(messages(watched)).toEqual([ok, ok])
})

test('a new token tries a failed subscription again', async () => {
  const [missing, nonsense] = [
    await watch(client, 'missing', { table: 'others' }),
    await watch(client, 'nonsense', { table: 'others', filter: 'wrong' }),
  ]
  await client.realtime.setAuth(userToken(alice, { n: 1 }))
  await Promise.all([untilTold(missing, 2), untilTold(nonsense, 2)])
  await server.admin.query('alter publication supabase_realtime add table others')
  await client.realtime.setAuth(userToken(alice, { n: 2 }))
  await Promise.all([untilTold(missing, 3), untilTold(nonsense, 3)])
  const wrong = 'Error parsing `filter` params: ["wrong"]'
  expect(messages(missing)).toEqual([gone('others'), gone('others'), ok])
  expect(messages(nonsense)).toEqual([wrong, wrong, wrong])
  await server.sql.query('insert into others values (1)')
  await missing.untilEvents(1)
})

test('a database that does not note it is served all the same', async () => {
  await server.admin.query('drop event trigger realtime_note_publication')
  const watched = await watch(client, 'plain', { table: 'notes' })
  await server.admin.query('alter publication supabase_realtime add table others')
  const later = await watch(client, 'later', { table: 'others' })
  await server.sql.query('insert into others values (1)')
  await later.untilEvents(1)
  await settled(server)
  expect([messages(watched), messages(later)]).toEqual([[ok], [ok]])
})
