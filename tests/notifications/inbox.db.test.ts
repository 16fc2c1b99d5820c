import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { database, rowOf } from '../support/database.ts'
import { type Account, createAccount } from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call } from '../support/plan-calls.ts'

type Inbox = {
  notifications: { id: string; title: string; read_at: string | null; created_at: string }[]
  unread: number
  has_more: boolean
}

let account: Account
let me: Persona

beforeEach(async () => {
  account = await createAccount()
  me = signedIn(account)
})

describe('reading', () => {
  test('gives the newest first, with the number of unread ones', async () => {
    await send('Older', 2)
    await send('Newer', 1)
    const inbox = await readInbox()
    expect(titles(inbox)).toEqual(['Newer', 'Older'])
    expect(inbox).toMatchObject({ unread: 2, has_more: false })
  })

  test('goes on from the last one shown, also among equal times', async () => {
    for (const title of ['A', 'B', 'C', 'D', 'E']) await send(title, 1)
    const seen: string[] = []
    let page = await readInbox(2)
    seen.push(...titles(page))
    while (page.has_more) {
      const last = page.notifications.at(-1)
      page = await call<Inbox>(me, 'get_notifications(2, $1, $2)', [last?.created_at, last?.id])
      seen.push(...titles(page))
    }
    expect(seen.sort()).toEqual(['A', 'B', 'C', 'D', 'E'])
  })

  test('shows one’s own, whoever asks', async () => {
    await send('Mine', 1)
    const admin = signedIn(await createAccount({ role: 'admin' }))
    expect(await call(admin, 'get_notifications()')).toMatchObject({ notifications: [], unread: 0 })
  })
})

describe('marking as read', () => {
  test('one, which keeps the time of the first', async () => {
    const id = await send('One', 1)
    await send('Other', 1)
    await call(me, 'mark_notification_read($1)', [id])
    const readAt = () => rowOf(database, 'select read_at from notifications where id = $1', [id])
    const first = await readAt()
    expect(first.read_at).not.toBeNull()
    await call(me, 'mark_notification_read($1)', [id])
    expect(await readAt()).toEqual(first)
    expect(await readInbox()).toMatchObject({ unread: 1 })
  })

  test('all, once', async () => {
    for (const title of ['A', 'B']) await send(title, 1)
    expect(await call(me, 'mark_all_notifications_read()')).toBe(2)
    expect(await call(me, 'mark_all_notifications_read()')).toBe(0)
    expect(await readInbox()).toMatchObject({ unread: 0 })
  })

  test('leaves those of others alone', async () => {
    const id = await send('Mine', 1)
    const other = signedIn(await createAccount())
    for (const unknown of [id, randomUUID()]) {
      await expect(call(other, 'mark_notification_read($1)', [unknown])).rejects.toMatchObject({
        code: 'PT404',
      })
    }
    await call(other, 'mark_all_notifications_read()')
    expect(await readInbox()).toMatchObject({ unread: 1 })
  })
})

test.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'plans', ''])(
  'a link leads into the app only: %j is refused',
  async (link) => {
    await expect(send('Odd', 1, link)).rejects.toMatchObject({ code: '23514' })
  },
)

test.each(['/', '/plans', '/plans/1?tab=history'])('a link may be %s', async (link) => {
  await send('Fine', 1, link)
})

test('a notification stays with its owner', async () => {
  const id = await send('Mine', 1)
  const other = await createAccount()
  await expect(
    database.query('update notifications set user_id = $2 where id = $1', [id, other.id]),
  ).rejects.toMatchObject({ code: 'PT400' })
})

/** Inserts a notification by SQL; all of one age have the very same time. */
async function send(title: string, ageDays: number, link: string | null = null): Promise<string> {
  const { id } = await rowOf<{ id: string }>(
    database,
    `insert into notifications (user_id, title, message, link, created_at)
     values ($1, $2, '', $3, date_trunc('day', now()) - make_interval(days => $4::int)) returning id`,
    [account.id, title, link, ageDays],
  )
  return id
}

function readInbox(limit = 30): Promise<Inbox> {
  return call<Inbox>(me, 'get_notifications($1)', [limit])
}

function titles(inbox: Inbox): string[] {
  return inbox.notifications.map(({ title }) => title)
}
