import pg from 'pg'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { startChild } from '../lib/child.ts'
import { median } from '../lib/stats.ts'
import { createInvestments } from './investments.ts'

const RUNS = 5

export type TermsResult = {
  investments: number
  /** Milliseconds, the median of the runs. */
  changeMs: number
  /** Of the same rows, changed by hand without a plan: what Postgres itself needs. */
  floorMs: number
  /** One at a time from a client, each a transaction: what the trigger replaces. */
  oneByOneMs: number
  /** What the client sent, and what ran in the database for it: each trigger, with how often. */
  sent: number
  triggers: { name: string; calls: number; ms: number }[]
  /** Reads of another connection while changes ran, and how many found old and new terms side by side. */
  reads: number
  mixed: number
  /** Rows with new terms after a change that failed at the last row. */
  changedByFailure: number
}

/** Changing the return of a plan with that many active investments. */
export async function measureTerms(investments: number): Promise<TermsResult> {
  const stack = await startChild<StackStatus & { superuserUrl: string }>('stack-process.ts')
  const [writer, reader] = [new pg.Client(stack.ready.db_url), new pg.Client(stack.ready.db_url)]
  await Promise.all([writer.connect(), reader.connect()])
  try {
    const planId = await createInvestments(writer, investments)
    const watching = watchTerms(reader, planId)
    const changes: number[] = []
    for (let run = 1; run <= RUNS; run++) changes.push(await timeChange(writer, planId, run))
    const { reads, mixed } = await watching.stop()
    return {
      investments,
      changeMs: median(changes),
      ...(await explainChange(writer, planId)),
      reads,
      mixed,
      changedByFailure: await failLast(writer, planId),
      floorMs: await timeFloor(writer, planId),
      oneByOneMs: await timeOneByOne(writer, planId),
    }
  } finally {
    await Promise.all([writer.end(), reader.end()])
    await stack.stop()
  }
}

/** One statement, as psql, Studio and `save_plan` send it; the trigger does the rest in its transaction. */
async function timeChange(db: pg.Client, planId: string, run: number): Promise<number> {
  const startedAt = performance.now()
  await db.query('update plans set roi_percent = $2, duration_days = $3 where id = $1', [
    planId,
    1 + run / 1000,
    30 + run,
  ])
  return performance.now() - startedAt
}

async function timeFloor(db: pg.Client, planId: string): Promise<number> {
  const times: number[] = []
  for (let run = 1; run <= RUNS; run++) {
    const startedAt = performance.now()
    await db.query('update user_plans set roi_percent = $2 where plan_id = $1', [planId, 5 + run / 1000])
    times.push(performance.now() - startedAt)
  }
  return median(times)
}

async function timeOneByOne(db: pg.Client, planId: string): Promise<number> {
  const { rows } = await db.query<{ id: string }>('select id from user_plans where plan_id = $1', [planId])
  const startedAt = performance.now()
  for (const { id } of rows) {
    await db.query({
      name: 'one',
      text: 'update user_plans set roi_percent = 9 where id = $1',
      values: [id],
    })
  }
  return performance.now() - startedAt
}

type Explained = { Triggers: { 'Trigger Name': string; Calls: number; Time: number }[] }

async function explainChange(db: pg.Client, planId: string): Promise<Pick<TermsResult, 'sent' | 'triggers'>> {
  const { rows } = await db.query<{ 'QUERY PLAN': Explained[] }>(
    `explain (analyze, format json) update plans set roi_percent = 2, duration_days = 60 where id = '${planId}'`,
  )
  const triggers = rows[0]?.['QUERY PLAN'][0]?.Triggers ?? []
  return {
    sent: 1,
    triggers: triggers.map((trigger) => ({
      name: trigger['Trigger Name'],
      calls: trigger.Calls,
      ms: trigger.Time,
    })),
  }
}

/** Reads over and over how many different terms there are. */
function watchTerms(db: pg.Client, planId: string) {
  let isOver = false
  const watched = { reads: 0, mixed: 0 }
  const done = (async () => {
    while (!isOver) {
      const { rows } = await db.query<{ terms: number }>(
        'select count(distinct (roi_percent, duration_days))::int as terms from user_plans where plan_id = $1',
        [planId],
      )
      watched.reads += 1
      if (rows[0]?.terms !== 1) watched.mixed += 1
    }
    return watched
  })()
  return {
    stop() {
      isOver = true
      return done
    },
  }
}

/** Lets the change fail at one row, and counts what is left of it. */
async function failLast(db: pg.Client, planId: string): Promise<number> {
  const last = await db.query<{ id: string }>(
    'select id from user_plans where plan_id = $1 order by ctid desc limit 1',
    [planId],
  )
  await db.query(
    `alter table user_plans add constraint bench_fails
     check (id <> '${last.rows[0]?.id}' or roi_percent < 7) not valid`,
  )
  const failed = await db.query('update plans set roi_percent = 8 where id = $1', [planId]).then(
    () => false,
    () => true,
  )
  if (!failed) throw new Error('The change was meant to fail.')
  await db.query('alter table user_plans drop constraint bench_fails')
  const { rows } = await db.query<{ count: number }>(
    `select (select count(*) from user_plans where plan_id = $1 and roi_percent = 8)::int
       + (select count(*) from plans where id = $1 and roi_percent = 8)::int as count`,
    [planId],
  )
  return rows[0]?.count ?? -1
}
