import pg from 'pg'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { startChild } from '../lib/child.ts'
import { usageOf } from '../lib/process-tree.ts'
import { accessToken, type Subscriber, subscribe } from '../lib/subscriber.ts'
import { createInvestments } from './investments.ts'

/** An amount that no other investment has: it ends a run. */
const LAST_AMOUNT = 987_654

export type Desks = { desks: number; investments: number }

export type DesksResult = {
  /** The table beside `plans` that each desk watches. */
  table: string
  /** What each desk hears of the one change, all tables together. */
  events: number
  /** Milliseconds from issuing the change until every desk knows the plan is stale. */
  knownMs: number
  /** Milliseconds until a change of one investment, made right afterwards, is known to every desk. */
  nextMs: number
  /** CPU of Postgres and Realtime from the one to the other. */
  cpuMs: number
}

/** Open tables of administrators while a plan passes new terms on: hearing of each investment, and of their sum only. */
export async function measureDesks({ desks, investments }: Desks): Promise<DesksResult[]> {
  const stack = await startChild<StackStatus>('stack-process.ts')
  const db = new pg.Client(stack.ready.db_url)
  await db.connect()
  try {
    const planId = await createInvestments(db, investments)
    const { rows } = await db.query<{ id: string }>("select id from profiles where role = 'admin' limit 1")
    const token = accessToken(stack.ready.jwt_secret, rows[0]?.id ?? '')
    const results: DesksResult[] = []
    for (const table of ['user_plans', 'plan_holdings']) {
      await db.query('update user_plans set amount = 5000 where amount = $1', [LAST_AMOUNT])
      const open = await openDesks(stack.ready, token, table, desks)
      results.push({ table, ...(await changeTerms(db, planId, open, () => usageOf(stack.pid).cpuMs)) })
      open.close()
      console.log(results.at(-1))
    }
    return results
  } finally {
    await db.end()
    await stack.stop()
  }
}

type Heard = { plans: number; investments: number; isUpToDate: boolean }
type OpenDesks = {
  heard: Heard[]
  until: (isSo: (desk: Heard) => boolean) => Promise<void>
  close: () => void
}

/** Each desk has a socket for its plans and one for what is invested in them. */
async function openDesks(
  status: StackStatus,
  token: string,
  table: string,
  desks: number,
): Promise<OpenDesks> {
  const heard: Heard[] = Array.from({ length: desks }, () => ({
    plans: 0,
    investments: 0,
    isUpToDate: false,
  }))
  const sockets: Subscriber[] = []
  let look = () => {}
  const target = { apiUrl: status.api_url, publishableKey: status.publishable_key, accessToken: token }
  for (const desk of heard) {
    const ofPlans = await subscribe({ ...target, table: 'plans' }, () => {
      desk.plans += 1
      look()
    })
    const ofInvestments = await subscribe({ ...target, table }, (row) => {
      desk.investments += 1
      // The sum has one event for the change that ends a run, and none for new terms.
      if (table === 'plan_holdings' || row.amount === LAST_AMOUNT) desk.isUpToDate = true
      look()
    })
    sockets.push(ofPlans, ofInvestments)
  }
  return {
    heard,
    until: (isSo) =>
      new Promise((resolve) => {
        look = () => {
          if (heard.every(isSo)) resolve()
        }
        look()
      }),
    close: () => {
      for (const socket of sockets) socket.close()
    },
  }
}

async function changeTerms(db: pg.Client, planId: string, { heard, until }: OpenDesks, cpuMs: () => number) {
  const cpuBefore = cpuMs()
  const startedAt = performance.now()
  const known = until(({ plans }) => plans > 0)
  await db.query('update plans set roi_percent = roi_percent + 1 where id = $1', [planId])
  // Changes arrive in the order of their commits: whoever hears of this one has heard of all before.
  const nextAt = performance.now()
  await db.query(
    'update user_plans set amount = $2 where id = (select id from user_plans where plan_id = $1 limit 1)',
    [planId, LAST_AMOUNT],
  )
  await known
  const knownMs = performance.now() - startedAt
  await until(({ isUpToDate }) => isUpToDate)
  const [{ plans, investments } = { plans: 0, investments: 0 }] = heard
  return {
    events: plans + investments,
    knownMs,
    nextMs: performance.now() - nextAt,
    cpuMs: cpuMs() - cpuBefore,
  }
}
