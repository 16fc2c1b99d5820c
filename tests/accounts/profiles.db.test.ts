import { expect, test } from 'vitest'
import { database, rowOf, rowsOf } from '../support/database.ts'
import { createAccount, createCredits } from '../support/factories.ts'
import { actAs, as, signedIn } from '../support/personas.ts'

type Profile = { email: string | null; display_name: string; avatar_url: string | null; role: string }

test('an account gets its profile as it is made', async () => {
  const account = await createAccount({ displayName: 'Mira Creator' })
  expect(await profileOf(account.id)).toEqual({
    email: account.email,
    display_name: 'Mira Creator',
    avatar_url: null,
    role: 'member',
  })
})

test.each([
  ['no name', {}, 'New member'],
  ['a blank name', { display_name: ' \n ' }, 'New member'],
  ['line breaks and tabs', { display_name: ' Mira\n\tCreator ' }, 'Mira Creator'],
  ['an endless name', { display_name: 'x'.repeat(500) }, 'x'.repeat(80)],
  ['the name of another provider', { full_name: 'Mira C.' }, 'Mira C.'],
  ['something that is no text', { display_name: { role: 'admin' } }, '{"role": "admin"}'],
])('metadata with %s never stops a sign-up', async (_case, metadata, displayName) => {
  const account = await createAccount()
  await setMetadata(account.id, {})
  await database.query('delete from auth.users where id = $1', [account.id])
  await database.query(
    `insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
     values ($1, $2, $3, '{}', now(), now())`,
    [account.id, account.email, JSON.stringify(metadata)],
  )
  expect((await profileOf(account.id)).display_name).toBe(displayName)
})

test('a guest is called Guest until there is a name, and an account by its e-mail address never', async () => {
  const guest = await createAccount({ isGuest: true })
  expect(await profileOf(guest.id)).toMatchObject({ display_name: 'Guest', email: null })

  await database.query(
    `update auth.users set is_anonymous = false, email = $2, raw_user_meta_data = '{"display_name": "Gina"}'
     where id = $1`,
    [guest.id, `${guest.id}@rowcast.test`],
  )
  expect(await profileOf(guest.id)).toMatchObject({
    display_name: 'Gina',
    email: `${guest.id}@rowcast.test`,
  })
})

test('a new e-mail address reaches the profile, and leaves the name that was edited there', async () => {
  const account = await createAccount({ displayName: 'Before' })
  await actAs(signedIn(account), (db) => db.query("select public.update_profile('Edited', null)"))

  await database.query('update auth.users set email = $2 where id = $1', [
    account.id,
    `new-${account.id}@rowcast.test`,
  ])
  expect(await profileOf(account.id)).toMatchObject({
    display_name: 'Edited',
    email: `new-${account.id}@rowcast.test`,
  })

  await setMetadata(account.id, { display_name: 'Before', theme: 'dark' })
  expect((await profileOf(account.id)).display_name).toBe('Edited')
  await setMetadata(account.id, { display_name: 'After' })
  expect((await profileOf(account.id)).display_name).toBe('After')
})

test('people change their own name and picture', async () => {
  const account = await createAccount()
  await actAs(signedIn(account), (db) =>
    db.query("select public.update_profile('  New Name ', 'https://example.com/me.png')"),
  )
  expect(await profileOf(account.id)).toMatchObject({
    display_name: 'New Name',
    avatar_url: 'https://example.com/me.png',
  })
})

test.each([
  ['an empty name', '', null],
  ['a blank name', '   ', null],
  ['no name', null, null],
  ['a name of two lines', 'a\nb', null],
  ['a name that is too long', 'x'.repeat(81), null],
  ['a script for a picture', 'Mira', 'javascript:alert(1)'],
  ['a picture without encryption', 'Mira', 'http://example.com/me.png'],
  ['a picture with an endless address', 'Mira', `https://example.com/${'x'.repeat(2048)}`],
])('%s is refused with a sentence', async (_case, displayName, avatarUrl) => {
  const account = await createAccount()
  const update = as(signedIn(account), (db) =>
    db.query('select public.update_profile($1, $2)', [displayName, avatarUrl]),
  )
  await expect(update).rejects.toMatchObject({ code: 'PT400', message: expect.stringMatching(/^A .*\.$/) })
})

test('others see name and picture, and no e-mail address and no role', async () => {
  const [me, other] = [await createAccount(), await createAccount({ displayName: 'Otto Creator' })]
  const seen = await as(signedIn(me), (db) =>
    rowsOf(db, 'select * from public.get_public_profiles($1)', [[other.id]]),
  )
  expect(seen).toEqual([{ id: other.id, display_name: 'Otto Creator', avatar_url: null }])
})

test('a profile goes with its account, credits and ledger included, and not without it', async () => {
  const account = await createAccount()
  await createCredits(account.id, { credits: 30 })
  await expect(database.query('delete from profiles where id = $1', [account.id])).rejects.toMatchObject({
    code: 'PT409',
  })

  await database.query('delete from auth.users where id = $1', [account.id])
  const left = await rowOf(
    database,
    `select
       (select count(*)::int from profiles where id = $1) as profiles,
       (select count(*)::int from user_credits where user_id = $1) as credits,
       (select count(*)::int from credit_transactions where user_id = $1) as entries,
       (select count(*)::int from private.credit_balances where user_id = $1) as balances`,
    [account.id],
  )
  expect(left).toEqual({ profiles: 0, credits: 0, entries: 0, balances: 0 })
})

function profileOf(id: string): Promise<Profile> {
  return rowOf<Profile>(
    database,
    'select email, display_name, avatar_url, role from profiles where id = $1',
    [id],
  )
}

async function setMetadata(id: string, metadata: Record<string, unknown>): Promise<void> {
  await database.query('update auth.users set raw_user_meta_data = $2 where id = $1', [
    id,
    JSON.stringify(metadata),
  ])
}
