import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PrivateStack, startPrivateStack } from '../../support/stack.ts'

let stack: PrivateStack
let db: pg.Client

beforeAll(async () => {
  stack = await startPrivateStack()
  db = new pg.Client({ connectionString: stack.status.db_url })
  await db.connect()
})

afterAll(async () => {
  await db.end()
  await stack.stop()
})

test('every request is answered while the schema is read anew, again and again', async () => {
  let isReading = true
  const reloading = reloadWhile(() => isReading)
  const statuses = await Promise.all([readOften(), readOften(), readOften()]).finally(() => {
    isReading = false
  })
  await reloading
  expect(new Set(statuses.flat())).toEqual(new Set([200]))
})

async function readOften(): Promise<number[]> {
  const statuses: number[] = []
  while (statuses.length < 60) statuses.push(await read())
  return statuses
}

async function read(): Promise<number> {
  const response = await fetch(`${stack.status.api_url}/rest/v1/plans?select=id`, {
    headers: { apikey: stack.status.publishable_key },
    signal: AbortSignal.timeout(15_000),
  })
  await response.text()
  return response.status
}

/** What DDL sends, somewhat apart, because the stack waits for a moment of quiet. */
async function reloadWhile(isReading: () => boolean): Promise<void> {
  while (isReading()) {
    await db.query('notify pgrst')
    await db.query('select pg_sleep(0.08)')
  }
}
