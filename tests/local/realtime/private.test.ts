/** Protocol page, section 11: the policies on realtime.messages decide about private channels. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.ts'
import { clientFor, joined } from './support/client.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { tokenOf, userToken } from './support/tokens.ts'

let server: TestServer
const aliceId = '11111111-1111-4111-8111-111111111111'
const bobId = '22222222-2222-4222-8222-222222222222'

beforeAll(async () => {
  server = await startTestServer()
  // As a migration does: role postgres puts policies on the table.
  await server.sql.query(`
    create table members (topic text, user_id uuid, may_write boolean);
    create policy "Members read" on realtime.messages for select to authenticated
      using (exists (select from members m where m.topic = realtime.topic() and m.user_id = (select auth.uid())));
    create policy "Writers write" on realtime.messages for insert to authenticated
      with check (exists (select from members m where m.topic = realtime.topic() and m.user_id = auth.uid() and m.may_write));
    create policy "Raises" on realtime.messages for select to authenticated
      using (case when realtime.topic() = 'raises' then (1 / length(replace(realtime.topic(), 'raises', ''))) = 1 else false end);
    insert into members values ('club', '${aliceId}', true), ('club', '${bobId}', false)`)
})
afterAll(() => server.stop())

const channelOf = async (token: string, name: string) => {
  const client = await clientFor(server, token)
  return {
    client,
    channel: client.channel(name, { config: { private: true, broadcast: { self: true, ack: true } } }),
  }
}

describe('a join', () => {
  test('is granted to members', async () => {
    const { client, channel } = await channelOf(userToken(aliceId), 'club')
    expect((await joined(channel)).status).toBe('SUBSCRIBED')
    await client.removeAllChannels()
  })

  test.each([
    ['a topic that is not theirs', userToken(aliceId), 'other club'],
    ['no user at all', tokenOf({ role: 'anon' }), 'club'],
    ['a user that is no member', userToken('33333333-3333-4333-8333-333333333333'), 'club'],
    ['a policy that raises', userToken(aliceId), 'raises'],
    ['a role that does not exist', userToken(aliceId, { role: 'nosuchrole' }), 'club'],
  ])('is refused for %s', async (_name, token, name) => {
    const { client, channel } = await channelOf(token, name)
    const { status, error } = await joined(channel)
    expect(status).toBe('CHANNEL_ERROR')
    expect(error?.message).toBe(
      `"Unauthorized: You do not have permissions to read from this Channel topic: ${name}"`.slice(1, -1),
    )
    await client.removeAllChannels()
  })
})

test('a message of someone who may not write reaches nobody and is not answered', async () => {
  const [writer, reader] = [
    await channelOf(userToken(aliceId), 'club'),
    await channelOf(userToken(bobId), 'club'),
  ]
  const heard: string[] = []
  reader.channel.on('broadcast', { event: '*' }, ({ event }) => heard.push(event))
  await Promise.all([joined(writer.channel), joined(reader.channel)])
  const refused = reader.channel.send({ type: 'broadcast', event: 'refused', payload: {} }, { timeout: 300 })
  expect(await refused).toBe('timed out')
  expect(await writer.channel.send({ type: 'broadcast', event: 'granted', payload: {} })).toBe('ok')
  await until(() => heard.length > 0)
  expect(heard).toEqual(['granted'])
  await Promise.all([writer.client.removeAllChannels(), reader.client.removeAllChannels()])
})

test('what was decided stays decided until the token changes', async () => {
  let token = userToken(aliceId)
  const client = await clientFor(server, token)
  const channel = client.channel('club', { config: { private: true, broadcast: { ack: true } } })
  const system: string[] = []
  const statuses: string[] = []
  channel.on('system', {}, ({ message }) => system.push(message))
  await new Promise<void>((resolve) => {
    channel.subscribe((status) => {
      statuses.push(status)
      resolve()
    })
  })
  expect(await channel.send({ type: 'broadcast', event: 'first', payload: {} })).toBe('ok')
  await server.sql.query(`delete from members where user_id = '${aliceId}'`)
  expect(await channel.send({ type: 'broadcast', event: 'second', payload: {} })).toBe('ok')
  token = userToken(aliceId, { fresh: true })
  await client.realtime.setAuth(token)
  await until(() => statuses.includes('CLOSED'))
  expect(system).toEqual(['You no longer have permission to read from this Channel topic: club'])
  await server.sql.query(`insert into members values ('club', '${aliceId}', true)`)
  await client.removeAllChannels()
})

test('nothing that was tried out stays in the table', async () => {
  const { rows } = await server.admin.query('select count(*)::int as count from realtime.messages')
  expect(rows).toEqual([{ count: 0 }])
})
