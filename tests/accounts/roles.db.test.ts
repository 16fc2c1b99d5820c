import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { database, inTransaction, rowOf, rowsOf } from '../support/database.ts'
import { type Account, createAccount } from '../support/factories.ts'
import { actAs, as, become, createCast, type Persona, signedIn } from '../support/personas.ts'

const cast = await createCast()

/** Each is what someone would send to become an admin; `$1` is their own id. */
const ATTEMPTS: [string, string][] = [
  ['update the column', "update public.profiles set role = 'admin' where id = $1"],
  [
    'update it beside a column that is open',
    "update public.profiles set display_name = 'Zed', role = 'admin' where id = $1",
  ],
  [
    'insert another profile',
    "insert into public.profiles (id, display_name, role) values ($1, 'Zed', 'admin')",
  ],
  [
    'upsert the profile',
    `insert into public.profiles (id, display_name, role) values ($1, 'Zed', 'admin')
     on conflict (id) do update set role = excluded.role`,
  ],
  ['delete the profile to make it again', 'delete from public.profiles where id = $1'],
  ['call set_role', "select public.set_role($1, 'admin')"],
  ['call the trigger of sign-up', 'select private.create_profile(), $1::uuid'],
  ['write the account itself', `update auth.users set raw_app_meta_data = '{"role": "admin"}' where id = $1`],
]

const PEOPLE = ['guest', 'creator', 'teacher'] as const

test.each(PEOPLE.flatMap((name) => ATTEMPTS.map(([attempt, text]) => ({ name, attempt, text }))))(
  'a $name cannot $attempt',
  async ({ name, text }) => {
    await expect(as(cast[name], (db) => db.query(text, [cast.accounts[name].id]))).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|0A000)$/),
    })
    expect(await roleOf(cast.accounts[name])).toBe(name === 'teacher' ? 'teacher' : 'member')
  },
)

test('claims of a token other than its subject raise nobody', async () => {
  const forged = signedIn(cast.accounts.creator, {
    user_role: 'admin',
    app_role: 'admin',
    app_metadata: { role: 'admin' },
    user_metadata: { role: 'admin' },
  })
  const { is_admin } = await as(forged, (db) =>
    rowOf<{ is_admin: boolean }>(db, 'select private.is_admin() as is_admin'),
  )
  expect(is_admin).toBe(false)
})

test('metadata at sign-up raises nobody', async () => {
  const id = randomUUID()
  const metadata = JSON.stringify({ role: 'admin', app_role: 'admin', display_name: 'Zed' })
  await database.query(
    `insert into auth.users (id, role, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
     values ($1, 'authenticated', $2, $3, $3, now(), now())`,
    [id, `${id}@rowcast.test`, metadata],
  )
  await database.query(
    'update auth.users set raw_user_meta_data = $2, raw_app_meta_data = $2 where id = $1',
    [id, JSON.stringify({ role: 'admin', display_name: 'Zed again' })],
  )
  expect(await roleOf({ id, email: null })).toBe('member')
})

test('even a function that forgets to ask cannot raise its caller: the trigger asks again', async () => {
  const attempt = inTransaction('rollback', async (db) => {
    await db.query(`create function public.careless() returns void language sql security definer
      set search_path = '' as $$ update public.profiles set role = 'admin' where id = auth.uid() $$`)
    await become(db, cast.creator)
    await db.query('select public.careless()')
  })
  await expect(attempt).rejects.toMatchObject({ code: '42501', message: 'Only an admin can change a role.' })
})

test('an admin sets a role, and it counts at once', async () => {
  const account = await createAccount()
  await setRole(cast.admin, account, 'teacher')
  expect(await roleOf(account)).toBe('teacher')
  const roles = await as(signedIn(account), (db) =>
    rowOf(
      db,
      `select private.has_role('member') as member, private.has_role('teacher') as teacher, private.is_admin() as admin`,
    ),
  )
  expect(roles).toEqual({ member: true, teacher: true, admin: false })
})

test('SQL and the service key set roles, which makes the first admin of an installation', async () => {
  const account = await createAccount()
  await actAs(cast.service, (db) =>
    db.query("update public.profiles set role = 'teacher' where id = $1", [account.id]),
  )
  expect(await roleOf(account)).toBe('teacher')
  await database.query("update profiles set role = 'admin' where id = $1", [account.id])
  expect(await roleOf(account)).toBe('admin')
})

test.each([
  ['an unknown account', randomUUID(), 'teacher', 'PT404'],
  ['no role', cast.accounts.creator.id, null, 'PT400'],
  ['a role that does not exist', cast.accounts.creator.id, 'owner', '22P02'],
])('set_role refuses %s', async (_case, id, role, code) => {
  await expect(
    as(cast.admin, (db) => db.query('select public.set_role($1, $2)', [id, role])),
  ).rejects.toMatchObject({ code })
})

test('the last admin stays one, whoever asks', async () => {
  await withTheseAdminsOnly([cast.accounts.admin], async (db) => {
    await db.query('savepoint before')
    await expect(
      db.query("update public.profiles set role = 'member' where id = $1", [cast.accounts.admin.id]),
    ).rejects.toMatchObject({ code: 'PT409' })
    await db.query('rollback to before')
    await become(db, cast.admin)
    await expect(
      db.query("select public.set_role($1, 'member')", [cast.accounts.admin.id]),
    ).rejects.toMatchObject({ code: 'PT409' })
  })
})

test('one statement cannot demote all admins', async () => {
  const [first, second] = [await createAccount({ role: 'admin' }), await createAccount({ role: 'admin' })]
  await withTheseAdminsOnly([first, second], async (db) => {
    await expect(
      db.query("update public.profiles set role = 'member' where role = 'admin'"),
    ).rejects.toMatchObject({ code: 'PT409' })
  })
})

test('demotions wait for each other, so that two admins cannot demote each other', async () => {
  const [first, second] = [await createAccount({ role: 'admin' }), await createAccount({ role: 'admin' })]
  await inTransaction('rollback', async (db) => {
    await db.query("update public.profiles set role = 'member' where id = $1", [first.id])
    const waiting = inTransaction('rollback', async (other) => {
      await other.query("set local lock_timeout = '100ms'")
      await other.query("update public.profiles set role = 'member' where id = $1", [second.id])
    })
    await expect(waiting).rejects.toMatchObject({ code: '55P03' })
  })
})

function setRole(persona: Persona, account: Account, role: string): Promise<unknown> {
  return actAs(persona, (db) => db.query('select public.set_role($1, $2)', [account.id, role]))
}

async function roleOf(account: Account): Promise<string> {
  const { role } = await rowOf<{ role: string }>(database, 'select role from profiles where id = $1', [
    account.id,
  ])
  return role
}

/**
 * Other tests have admins too, so the rest steps down inside a transaction that is undone; its snapshot keeps out
 * those who are made meanwhile.
 */
async function withTheseAdminsOnly(
  admins: Account[],
  run: (db: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction('rollback', async (db) => {
    await db.query('set transaction isolation level repeatable read')
    const ids = admins.map((admin) => admin.id)
    await db.query("update public.profiles set role = 'member' where role = 'admin' and id <> all ($1)", [
      ids,
    ])
    const left = await rowsOf<{ id: string }>(db, "select id from public.profiles where role = 'admin'")
    expect(left.map((row) => row.id).sort()).toEqual([...ids].sort())
    await run(db)
  })
}
