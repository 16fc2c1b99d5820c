import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, rowsOf } from '../support/database.ts'
import { createAccount, createPlan } from '../support/factories.ts'
import { type Persona, signedIn } from '../support/personas.ts'
import { call, historyOf, planFields } from '../support/plan-calls.ts'

type Answer = {
  imported: number
  failed: number
  results: { row: number; ok: boolean; id?: string; fields?: Record<string, string[]> }[]
}

let admin: Persona

beforeAll(async () => {
  admin = signedIn(await createAccount({ role: 'admin' }))
})

test('each good row becomes a plan, each other row says what is wrong', async () => {
  const taken = await createPlan()
  const [first, last] = [planFields(), planFields({ description: 'Last' })]
  const answer = await importPlans([
    first,
    planFields({ roi_percent: -1, duration_days: 0 }),
    planFields({ name: taken.name }),
    { ...planFields(), colour: 'red' },
    'no object',
    first,
    last,
  ])

  expect(answer).toMatchObject({
    imported: 2,
    failed: 5,
    results: [
      { row: 1, ok: true, name: first.name },
      { row: 2, ok: false, fields: { roi_percent: expect.any(Array), duration_days: expect.any(Array) } },
      { row: 3, ok: false, fields: { name: expect.any(Array) } },
      { row: 4, ok: false, fields: { colour: expect.any(Array) } },
      { row: 5, ok: false, fields: {} },
      { row: 6, ok: false, fields: { name: expect.any(Array) } },
      { row: 7, ok: true, name: last.name },
    ],
  })
  expect(await historyOf(answer.results[6]?.id ?? '')).toMatchObject([{ op: 'CREATE', after: last }])
})

describe('a dry run', () => {
  test('says the same and writes nothing', async () => {
    const [good, bad] = [planFields(), planFields({ currency: '?' })]
    const rows = [good, bad, { ...good, name: good.name?.toUpperCase() }]
    expect(await importPlans(rows, null, true)).toMatchObject({
      imported: 0,
      failed: 2,
      results: [{ ok: true, id: null }, { fields: { currency: expect.any(Array) } }, { ok: false }],
    })
    expect(await named(good.name)).toEqual([])
  })
})

test('sent again with its key it imports nothing twice', async () => {
  const rows = [planFields(), planFields()]
  const key = randomUUID()
  const first = await importPlans(rows, key)
  expect(first.imported).toBe(2)
  expect(await importPlans(rows, key)).toEqual(first)
  await expect(importPlans([planFields()], key)).rejects.toMatchObject({ code: 'PT409' })
  await expect(importPlans(rows, null)).rejects.toMatchObject({ code: 'PT400' })
})

test.each([[[]], ['text'], [{}], [Array.from({ length: 501 }, () => ({}))]])(
  'an import has 1 to 500 rows',
  async (rows) => {
    await expect(importPlans(rows)).rejects.toMatchObject({ code: 'PT400' })
  },
)

test('two imports of one name at once: one has it, the other says so', async () => {
  const fields = planFields()
  const answers = await Promise.all([importPlans([fields]), importPlans([fields]), importPlans([fields])])
  expect(answers.map(({ imported }) => imported).sort()).toEqual([0, 0, 1])
  expect(await named(fields.name)).toHaveLength(1)
})

function importPlans(rows: unknown, key: string | null = randomUUID(), isDryRun = false): Promise<Answer> {
  return call(admin, 'import_plans($1, $2, $3)', [JSON.stringify(rows), key, isDryRun])
}

function named(name: string | undefined): Promise<unknown[]> {
  return rowsOf(database, 'select id from plans where name = $1', [name])
}
