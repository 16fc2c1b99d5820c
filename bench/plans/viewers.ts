import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import pg from 'pg'
import { createCoalescer } from '../../lib/realtime/coalesce.ts'
import type { AppUnderTest } from '../../tests/support/e2e.ts'
import { startChild } from '../lib/child.ts'
import { usageOf } from '../lib/process-tree.ts'
import { type Latency, latency } from '../lib/stats.ts'
import { accessToken, subscribe } from '../lib/subscriber.ts'

const EDITS = 200
const INTERVAL_MS = 100
const ACCOUNTS = 50
/** A server lets one access token open no more. */
const STREAMS_PER_TOKEN = 20
const POLL_MS = 5_000
const CONNECT_AT_ONCE = 50
const GIVE_UP_AFTER_MS = 60_000

export type Audience = { readers: number; viewers: number }

export type AudienceResult = {
  name: string
  clients: number
  /** Milliseconds from issuing an edit until a client knows it or a later one. */
  known: Latency
  missedFinal: number
  /** Of the app, Realtime, REST and Postgres together, in cores, while the edits lasted. */
  cores: number
  memoryMb: number
}

/** What each client knows of the plan that is edited. */
type Board = {
  known: number[]
  note: (client: number, version: number) => void
  reset: () => void
  latencies: number[]
}

/** Streams and sockets while an admin edits, then the same people polling. */
export async function measureViewers({ readers, viewers }: Audience): Promise<AudienceResult[]> {
  const server = await startChild<AppUnderTest>('../plans/app-process.ts')
  const db = new pg.Client(server.ready.status.db_url)
  await db.connect()
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const context: Context = { app: server.ready, db, agent, pid: server.pid, plan: await createPlan(db) }
  try {
    const idle = usageOf(server.pid)
    const tokens = await createTokens(db, server.ready.status.jwt_secret)
    const visitors = await measure('visitors’ streams', context, (board) =>
      openStreams(context, board, readers, []),
    )
    const people = await measure('streams of 50 people', context, (board) =>
      openStreams(context, board, readers, tokens),
    )
    const pages = await measure('socket viewers, each re-reading', context, (board) =>
      openViewers(context, board, viewers, tokens),
    )
    const together = await measure('streams and viewers together', context, async (board) => {
      const streams = await openStreams(context, board, readers, [])
      const sockets = await openViewers(context, board, viewers, tokens)
      return {
        clients: streams.clients + sockets.clients,
        close: () => Promise.all([streams.close(), sockets.close()]),
      }
    })
    const poll = await measure('all of them polling every 5 s', context, (board) =>
      openPolls(context, board, readers + viewers),
    )
    const nobody: AudienceResult = {
      name: 'nobody (before)',
      clients: 0,
      known: latency([]),
      missedFinal: 0,
      cores: 0,
      memoryMb: idle.memoryMb,
    }
    return [nobody, visitors, people, pages, together, poll]
  } finally {
    agent.destroy()
    await db.end()
    await server.stop()
  }
}

type Plan = { id: string; version: number }
type Context = { app: AppUnderTest; db: pg.Client; agent: Agent; pid: number; plan: Plan }
type Opened = { clients: number; close: () => Promise<unknown> }

async function measure(
  name: string,
  context: Context,
  open: (board: Board) => Promise<Opened>,
): Promise<AudienceResult> {
  const issuedAt = new Map<number, number>()
  const board = createBoard(issuedAt)
  const opened = await open(board)
  board.reset()
  const before = usageOf(context.pid)
  const startedAt = performance.now()
  await edit(context, issuedAt)
  const after = usageOf(context.pid)
  const tookMs = performance.now() - startedAt
  const missedFinal = await waitForAll(board, opened.clients, context.plan.version)
  await opened.close()
  const result = {
    name,
    clients: opened.clients,
    known: latency(board.latencies),
    missedFinal,
    cores: (after.cpuMs - before.cpuMs) / tookMs,
    memoryMb: after.memoryMb,
  }
  console.log(result)
  return result
}

function createBoard(issuedAt: Map<number, number>): Board {
  const known: number[] = []
  const board: Board = {
    known,
    latencies: [],
    note(client, version) {
      const now = performance.now()
      // One read can bring several edits: each of them is known from now on.
      for (let seen = (known[client] ?? 0) + 1; seen <= version; seen++) {
        const at = issuedAt.get(seen)
        if (at !== undefined) board.latencies.push(now - at)
      }
      known[client] = Math.max(known[client] ?? 0, version)
    },
    reset() {
      board.latencies.length = 0
    },
  }
  return board
}

/** Edits at a steady pace, as one admin after the other would. */
async function edit({ db, plan }: Context, issuedAt: Map<number, number>): Promise<void> {
  const startedAt = performance.now()
  for (let at = 0; at < EDITS; at++) {
    const dueInMs = startedAt + at * INTERVAL_MS - performance.now()
    if (dueInMs > 0) await new Promise((resolve) => setTimeout(resolve, dueInMs))
    plan.version += 1
    issuedAt.set(plan.version, performance.now())
    await db.query('update plans set roi_percent = 1 + $2::numeric / 1000 where id = $1', [
      plan.id,
      plan.version % 900,
    ])
  }
}

/** How many clients never came to know `version`. */
async function waitForAll(board: Board, clients: number, version: number): Promise<number> {
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS
  const missing = () =>
    Array.from({ length: clients }, (_, at) => board.known[at] ?? 0).filter((n) => n < version).length
  while (missing() > 0 && performance.now() < giveUpAt)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return missing()
}

/** `GET /api/plans/subscribe?planId=`, by visitors or by people with 20 streams each. */
async function openStreams(context: Context, board: Board, count: number, tokens: string[]): Promise<Opened> {
  const open: IncomingMessage[] = []
  const base = board.known.length
  await inGroups(count, async (at) => {
    const token = tokens[Math.floor(at / STREAMS_PER_TOKEN)]
    const response = await get(context, `/api/plans/subscribe?planId=${context.plan.id}`, token)
    if (response.statusCode !== 200) throw new Error(`A stream was refused with ${response.statusCode}.`)
    open.push(response)
    let rest = ''
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const version = /"version":(\d+)/.exec(block)?.[1]
        if (version !== undefined) board.note(base + at, Number(version))
      }
    })
    response.on('error', () => undefined)
  })
  return {
    clients: count,
    close: async () => {
      for (const response of open) response.destroy()
    },
  }
}

/** What an open page of plans does: it hears on its socket that the plan is stale, and reads it again, spaced out. */
async function openViewers(context: Context, board: Board, count: number, tokens: string[]): Promise<Opened> {
  const base = board.known.length
  board.known.length = base + count
  const sockets: { close(): void }[] = []
  let isOver = false
  await inGroups(count, async (at) => {
    const reader = createCoalescer(async () => {
      if (!isOver) board.note(base + at, await readVersion(context))
    })
    const { status } = context.app
    sockets.push(
      await subscribe(
        {
          apiUrl: status.api_url,
          publishableKey: status.publishable_key,
          accessToken: tokens[at % tokens.length] ?? '',
          table: 'plans',
          filter: `id=eq.${context.plan.id}`,
        },
        reader.request,
      ),
    )
    reader.request()
  })
  return {
    clients: count,
    close: async () => {
      isOver = true
      for (const socket of sockets) socket.close()
    },
  }
}

/** Each reads when its turn in the 5 s comes, whether anything has changed or not. */
async function openPolls(context: Context, board: Board, count: number): Promise<Opened> {
  let isOver = false
  board.known.length = count
  const polls = Array.from({ length: count }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, (at / count) * POLL_MS))
    while (!isOver) {
      const startedAt = performance.now()
      board.note(at, await readVersion(context))
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, startedAt + POLL_MS - performance.now())),
      )
    }
  })
  return {
    clients: count,
    close: () => {
      isOver = true
      return Promise.all(polls)
    },
  }
}

async function readVersion(context: Context): Promise<number> {
  const response = await get(context, '/api/plans')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  const { plans } = JSON.parse(text) as { plans: Plan[] }
  return plans.find(({ id }) => id === context.plan.id)?.version ?? 0
}

async function get({ app, agent }: Context, path: string, token?: string): Promise<IncomingMessage> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const sent = request(`${app.url}${path}`, { agent, headers })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

async function inGroups(count: number, open: (at: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += CONNECT_AT_ONCE) {
    const size = Math.min(CONNECT_AT_ONCE, count - from)
    await Promise.all(Array.from({ length: size }, (_, at) => open(from + at)))
  }
}

async function createPlan(db: pg.Client): Promise<Plan> {
  const { rows } = await db.query<Plan>(
    `insert into plans (name, roi_percent, duration_days, min_amount, max_amount)
     values ($1, 1, 30, 1, 1000000) returning id, version`,
    [`Bench ${randomUUID()}`],
  )
  return rows[0] ?? { id: '', version: 0 }
}

async function createTokens(db: pg.Client, jwtSecret: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `insert into auth.users (id, aud, role, email, is_anonymous, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
     select id, 'authenticated', 'authenticated', id || '@bench.test', false, '{}', '{}', now(), now()
     from (select gen_random_uuid() as id from generate_series(1, $1)) as made returning id`,
    [ACCOUNTS],
  )
  return rows.map(({ id }) => accessToken(jwtSecret, id))
}
