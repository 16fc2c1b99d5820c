import { randomUUID } from 'node:crypto'
import type pg from 'pg'

const INVESTORS = 1_000

/** A plan with that many active investments of a thousand people; its id. */
export async function createInvestments(db: pg.Client, investments: number): Promise<string> {
  await db.query(
    `insert into auth.users (id, aud, role, email, is_anonymous, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     select id, 'authenticated', 'authenticated', id || '@bench.test', false, '{}', '{}', now(), now()
     from (select gen_random_uuid() as id from generate_series(1, $1)) as made`,
    [INVESTORS],
  )
  const { rows } = await db.query<{ id: string }>(
    `insert into plans (name, roi_percent, duration_days, min_amount, max_amount)
     values ($1, 1, 30, 1, 1000000) returning id`,
    [`Bench ${randomUUID()}`],
  )
  const planId = rows[0]?.id ?? ''
  await db.query(
    `insert into user_plans (user_id, plan_id, amount)
     select p.id, $1, 5000 from profiles as p, generate_series(1, $2)
     where p.email like '%@bench.test'`,
    [planId, investments / INVESTORS],
  )
  await db.query('vacuum (analyze) user_plans')
  return planId
}
