import { expect, test } from 'vitest'
import { database, inTransaction, rowOf } from '../support/database.ts'
import { createAccount } from '../support/factories.ts'
import { as, signedIn } from '../support/personas.ts'

type AsOf = { as_of: string | null }

const account = await createAccount()

test('an uncommitted write anywhere makes it unknown, because its commit may bear an earlier time', async () => {
  await inTransaction('rollback', async (writer) => {
    await writer.query("update profiles set display_name = 'Uncommitted' where id = $1", [account.id])
    expect(await asOf()).toBeNull()
  })
})

test('a transaction that only reads, or has not written yet, does not', async () => {
  await inTransaction('rollback', async (reader) => {
    await reader.query('select from profiles')
    await expectKnown()
  })
})

test('the transaction’s own write does not', async () => {
  await expectKnown(() =>
    inTransaction('rollback', async (writer) => {
      await writer.query("update profiles set display_name = 'Mine' where id = $1", [account.id])
      return (await rowOf<AsOf>(writer, 'select public.read_as_of()::text as as_of')).as_of
    }),
  )
})

test('it is never later than the snapshot: a commit after the read began lies after it', async () => {
  const { as_of, committed_at } = await inTransaction('rollback', async (reader) => {
    await reader.query('declare slow cursor for select public.read_as_of()::text as as_of')
    await database.query("update profiles set display_name = 'Later' where id = $1", [account.id])
    const { now } = await rowOf<{ now: string }>(database, 'select clock_timestamp()::text as now')
    const { as_of } = await rowOf<AsOf>(reader, 'fetch slow')
    return { as_of, committed_at: now }
  })
  if (as_of !== null) expect(Date.parse(as_of)).toBeLessThan(Date.parse(committed_at))
})

test('the account read says the same instant', async () => {
  await expectKnown(async () => {
    const { as_of } = await as(signedIn(account), (db) =>
      rowOf<AsOf>(db, "select public.get_credit_account() ->> 'as_of' as as_of"),
    )
    return as_of
  })
})

async function asOf(): Promise<string | null> {
  return (await rowOf<AsOf>(database, 'select public.read_as_of()::text as as_of')).as_of
}

/** Other test files write at the same time, so a known instant is something to wait for. */
async function expectKnown(read: () => Promise<string | null> = asOf): Promise<void> {
  await expect.poll(read, { interval: 10, timeout: 10_000 }).toEqual(expect.any(String))
}
