import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { clientAs } from '../support/api-clients.ts'
import { database, rowOf } from '../support/database.ts'
import { type Person, signUpPerson } from '../support/people.ts'
import { inboxOf } from '../support/plan-calls.ts'
import { until } from '../support/until.ts'

const stack = inject('stack')
const clients: SupabaseClient[] = []
let admin: Person
let member: Person

beforeAll(async () => {
  ;[admin, member] = await Promise.all([signUpPerson(stack), signUpPerson(stack)])
  await database.query("update profiles set role = 'admin' where id = $1", [admin.id])
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()))
})

describe('sending a notification', () => {
  test('puts it into one inbox, once for each key', async () => {
    const { id } = await signUpPerson(stack)
    const key = randomUUID()
    const args = { title: 'Welcome', message: 'Good to have you.', type: 'success', link: '/plans' }
    const first = await send(admin, id, { ...args, idempotency_key: key })
    const second = await send(admin, id, { ...args, idempotency_key: key })
    expect(first.error).toBeNull()
    expect(second.data).toEqual(first.data)
    expect(await inboxOf(id)).toEqual([args])
    expect(await inboxOf(admin.id)).toEqual([])
  })

  test('needs no more than a title and a message', async () => {
    const { id } = await signUpPerson(stack)
    await send(admin, id, { title: 'Short', message: '' })
    expect(await inboxOf(id)).toEqual([{ title: 'Short', message: '', type: 'info', link: null }])
  })

  test.each([
    ['an unknown person', { user_id: randomUUID() }, 'PT404'],
    ['no title', { title: '' }, '23514'],
    ['an endless message', { message: 'x'.repeat(1_001) }, '23514'],
    ['an unknown kind', { type: 'spam' }, '22P02'],
    ['a link that leads elsewhere', { link: '//evil.example' }, '23514'],
    ['one that does behind a tab', { link: '/\t/evil.example' }, '23514'],
    ['one that does behind a line break', { link: '/\n\\evil.example' }, '23514'],
    ['one that does behind a dot', { link: '/.//evil.example' }, '23514'],
  ])('with %s is refused and leaves nothing', async (_name, wrong, code) => {
    const { id } = await signUpPerson(stack)
    const { error } = await send(admin, id, { title: 'Hello', message: '', ...wrong })
    expect(error?.code).toBe(code)
    expect(await inboxOf(id)).toEqual([])
  })

  test('is for admins: anyone else is refused, also for oneself', async () => {
    const visitor = await clientAs(stack).rpc('send_notification', {
      user_id: member.id,
      title: 'Hello',
      message: '',
    })
    expect(visitor.error?.code).toBe('42501')
    for (const userId of [member.id, admin.id]) {
      expect((await send(member, userId, { title: 'Hello', message: '' })).error?.code).toBe('42501')
    }
    expect(await inboxOf(member.id)).toEqual([])
  })
})

test('a deletion reaches the channel of its owner, with the id only, and nobody else’s', async () => {
  const other = await signUpPerson(stack)
  const [own, foreign] = [await watch(member), await watch(other)]
  const { id } = await rowOf<{ id: string }>(
    database,
    "insert into notifications (user_id, title, message) values ($1, 'Old', '') returning id",
    [member.id],
  )
  await database.query('delete from notifications where id = $1', [id])
  await until(() => own.find(({ eventType }) => eventType === 'DELETE'))
  expect(own.filter(({ eventType }) => eventType === 'DELETE')).toMatchObject([{ old: { id } }])

  // Events come in the order of their commits, so this one closes the list of what could have arrived.
  await database.query("insert into notifications (user_id, title, message) values ($1, 'New', '')", [
    other.id,
  ])
  await until(() => foreign.length > 0)
  expect(foreign.map(({ eventType }) => eventType)).toEqual(['INSERT'])
})

test('truncating is refused, because no screen would learn of it', async () => {
  await expect(database.query('truncate notifications')).rejects.toMatchObject({ code: 'PT409' })
})

function send(person: Person, userId: string, args: Record<string, unknown>) {
  return clientAs(stack, person.accessToken).rpc('send_notification', { user_id: userId, ...args })
}

type Change = { eventType: string; old: Record<string, unknown> }

/** The changes of one's own notifications, as the bell hears of them. */
async function watch({ id, accessToken }: Person): Promise<Change[]> {
  const client = clientAs(stack, accessToken)
  clients.push(client)
  await client.realtime.setAuth(accessToken)
  const changes: Change[] = []
  let isLive = false
  client
    .channel('inbox')
    .on(
      'postgres_changes',
      { event: '*', schema: 'public', table: 'notifications', filter: `user_id=eq.${id}` },
      (change) => changes.push(change as unknown as Change),
    )
    .on('system', {}, ({ extension, status }) => {
      isLive ||= extension === 'postgres_changes' && status === 'ok'
    })
    .subscribe()
  await until(() => isLive, { what: 'changes to flow' })
  return changes
}
