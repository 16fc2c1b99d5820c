import type { Delivery, EmailNotice, Notice, PushNotice } from './notice.ts'
import type { Notices } from './notices.ts'

export type WorkerOptions = {
  notices: Pick<Notices, 'claim' | 'settle' | 'dropSubscription'>
  send: {
    email: (notice: EmailNotice) => Promise<Delivery>
    push: (notice: PushNotice) => Promise<Delivery>
  }
  /** For how long a claimed notice is ours. Longer than any send may take. */
  leaseSeconds: number
  log: (line: string) => void
  timers?: { set: (run: () => void, ms: number) => unknown; clear: (timer: unknown) => void }
}

export type Worker = { start(): void; wake(): void; stop(): Promise<void> }

/** A wake-up that got lost costs this much at most. */
const LONGEST_PAUSE_MS = 15_000
const PAUSE_AFTER_FAILURE_MS = 2_000
/** Something is due, yet nothing was given: another worker is just taking it. */
const SHORTEST_PAUSE_MS = 250
const BATCH = 10

const realTimers: NonNullable<WorkerOptions['timers']> = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
}

/**
 * Takes notices from the outbox and hands them over, until none is due; then it sleeps until it is woken, a retry is
 * due or a lease ends. A notice is settled after it was handed over, never before: a process that dies in between
 * leaves it to the next one, whose message carries the same id, so that the receiver shows it once.
 */
export function createWorker({
  notices,
  send,
  leaseSeconds,
  log,
  timers = realTimers,
}: WorkerOptions): Worker {
  let isStopped = false
  let isWoken = false
  let timer: unknown
  let running: Promise<void> | null = null

  function run(): void {
    timers.clear(timer)
    if (isStopped) return
    if (running) {
      isWoken = true
      return
    }
    running = drain()
      .catch((error: unknown) => {
        log(`the outbox cannot be read: ${messageOf(error)}`)
        return PAUSE_AFTER_FAILURE_MS
      })
      .then((pauseMs) => {
        running = null
        if (isStopped) return
        timer = timers.set(run, isWoken ? 0 : pauseMs)
        isWoken = false
      })
  }

  /** Until nothing is due. Gives the milliseconds until something will be. */
  async function drain(): Promise<number> {
    while (!isStopped) {
      const claim = await notices.claim(BATCH, leaseSeconds)
      if (claim.notices.length === 0)
        return Math.min(
          Math.max(claim.next_due_in_ms ?? LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS),
          LONGEST_PAUSE_MS,
        )
      await Promise.all(claim.notices.map(handOver))
    }
    return 0
  }

  async function handOver(notice: Notice): Promise<void> {
    const delivery = await deliver(notice)
    if (delivery.outcome !== 'sent')
      log(`${notice.kind} ${notice.id}: ${delivery.outcome}, ${delivery.error}`)
    if (delivery.outcome === 'failed' && delivery.isGone && notice.channel === 'push') {
      await notices.dropSubscription(notice.subscription.id)
    }
    await notices.settle(notice, withRetries(notice, delivery))
  }

  async function deliver(notice: Notice): Promise<Delivery> {
    try {
      return notice.channel === 'email' ? await send.email(notice) : await send.push(notice)
    } catch (error) {
      return { outcome: 'retry', error: messageOf(error) }
    }
  }

  return {
    start: run,
    wake: run,
    async stop() {
      isStopped = true
      timers.clear(timer)
      await running
    },
  }
}

/** Seconds before the second, third … try. After the last the notice has failed. */
const RETRY_AFTER_SECONDS = [30, 120, 480, 1_800, 7_200]

/** Says when to try again, or that it has been tried often enough. */
export function withRetries(notice: Pick<Notice, 'attempts'>, delivery: Delivery): Delivery {
  if (delivery.outcome !== 'retry') return delivery
  const planned = RETRY_AFTER_SECONDS[notice.attempts - 1]
  if (planned === undefined) return { outcome: 'failed', error: delivery.error }
  return { ...delivery, retryInSeconds: Math.max(planned, delivery.retryInSeconds ?? 0) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
