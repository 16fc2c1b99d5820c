import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database, inTransaction, rowOf } from '../support/database.ts'

test('a key gets its tokens and no more, also when everybody asks at once', async () => {
  const key = `test:${randomUUID()}`
  const answers = await Promise.all(Array.from({ length: 20 }, () => takeToken(key, '1 hour')))
  expect(answers.filter(Boolean)).toHaveLength(5)
})

test('keys are counted apart', async () => {
  const used = `test:${randomUUID()}`
  await Promise.all(Array.from({ length: 5 }, () => takeToken(used, '1 hour')))
  expect(await takeToken(used, '1 hour')).toBe(false)
  expect(await takeToken(`test:${randomUUID()}`, '1 hour')).toBe(true)
})

test('a new window brings new tokens', async () => {
  const key = `test:${randomUUID()}`
  for (let used = 0; used < 5; used += 1) await takeToken(key, '1 hour')
  await database.query(`update private.rate_limits set expires_at = now() where key = $1`, [key])
  expect(await takeToken(key, '1 hour')).toBe(true)
})

test('a caller that fails gives its token back', async () => {
  const key = `test:${randomUUID()}`
  await inTransaction('rollback', (db) => db.query("select private.take_token($1, 1, '1 hour')", [key]))
  const { rows } = await database.query('select from private.rate_limits where key = $1', [key])
  expect(rows).toEqual([])
})

async function takeToken(key: string, window: string): Promise<boolean> {
  const { taken } = await rowOf<{ taken: boolean }>(
    database,
    'select private.take_token($1, 5, $2::interval) as taken',
    [key, window],
  )
  return taken
}
