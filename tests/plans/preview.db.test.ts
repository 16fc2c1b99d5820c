import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectedReturn } from '@/lib/plans/rules'
import { database, rowOf } from '../support/database.ts'

test('the preview of a return is what the database pays, to the unit', async () => {
  const cases = fc.sample(
    fc.tuple(fc.integer({ min: 1, max: 10_000_000_000_000 }), fc.integer({ min: 1, max: 999_999 })),
    500,
  )
  const { answers } = await rowOf<{ answers: number[] }>(
    database,
    `select jsonb_agg(private.expected_return(amount, parts / 1000.0) order by position) as answers
     from unnest($1::bigint[], $2::bigint[]) with ordinality as given (amount, parts, position)`,
    [cases.map(([amount]) => amount), cases.map(([, parts]) => parts)],
  )
  expect(cases.map(([amount, parts]) => expectedReturn(amount, parts / 1000))).toEqual(answers)
})
