import type { Result, Success } from '@/lib/result'
import { backoffMs } from './backoff'
import { createCoalescer } from './coalesce'
import { NOT_YET_READ, toMicroseconds } from './instant'
import type { ReadRequest } from './live-query'
import type { ReadQueue } from './read-queue'
import { fromFailure, fromThrown, type ReadFailure, ReadTimeout } from './sync-error'

/** A read without an answer for this long is given up, so that it can't keep others waiting. */
const READ_TIMEOUT_MS = 15_000

/**
 * Why data is read again. Where several reasons meet in one read, the first of this list names it. `catch-up` is the
 * read after a gap, `start` the one with which a view begins.
 */
export const UPDATE_CAUSES = ['event', 'catch-up', 'poll', 'start', 'refetch'] as const

export type UpdateCause = (typeof UPDATE_CAUSES)[number]

export type ReaderOptions<T> = {
  /** As-of of the data that the view begins with. */
  asOf: string | undefined
  read: (request: ReadRequest) => Promise<Result<T>>
  enqueue: ReadQueue
  /** Asked after each answer: an answer for someone else is dropped. */
  isOwned: () => Promise<boolean>
  /** Whether a failed read is tried again by itself. */
  mayRetry: () => boolean
  onAnswer: (answer: Success<T>, cause: UpdateCause, readNumber: number) => void
  onFailure: (failure: ReadFailure) => void
  onReading: (isReading: boolean) => void
}

export type LiveReader = {
  /** Reads unless the data held is from `heldFromUs` (see `heldFrom`) or later. */
  want: (heldFromUs: number, cause: UpdateCause) => void
  /** Reads once more; settles, whatever the answer, when a read that began after this call is done. */
  refetch: () => Promise<void>
  /** Newer data came another way: an answer on its way is older, so it will be dropped. */
  supersede: (asOf: string | undefined) => void
  /** The number that the next read to begin will have. */
  nextReadNumber: () => number
  /** Stops; forgets what was wanted and drops an answer on its way. */
  stop: () => void
}

/** Decides when one view is read: coalesced, one at a time, late answers dropped, failures tried again. */
export function createLiveReader<T>(options: ReaderOptions<T>): LiveReader {
  const coalescer = createCoalescer(readIfWanted)
  // An answer to a read of an older turn is late.
  let turn = 0
  let readNumber = 0
  let isReading = false
  let asOfUs = Number.NEGATIVE_INFINITY
  let wantedUs: number | null = null
  let wantedFor: UpdateCause = 'refetch'
  let waiting: (() => void)[] = []
  let attempt = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  hold(options.asOf)

  function want(heldFromUs: number, cause: UpdateCause) {
    if (heldFromUs <= asOfUs) return
    wantedFor = wantedUs === null ? cause : firstCause(wantedFor, cause)
    wantedUs = Math.max(wantedUs ?? heldFromUs, heldFromUs)
    coalescer.request()
  }

  function hold(asOf: string | undefined) {
    // An answer without as-of is still newer than all before it, so what is held only grows.
    if (asOf !== undefined) asOfUs = Math.max(asOfUs, toMicroseconds(asOf))
    if (wantedUs === null || wantedUs > asOfUs) return
    wantedUs = null
    coalescer.cancel()
  }

  async function readIfWanted() {
    const mine = turn
    if (wantedUs === null) return
    isReading = true
    options.onReading(true)
    await options.enqueue(() => (mine === turn ? readNow(mine) : Promise.resolve()))
    if (mine !== turn) return
    isReading = false
    options.onReading(false)
  }

  async function readNow(mine: number) {
    if (wantedUs === null) return
    const [wasWantedUs, cause, served] = [wantedUs, wantedFor, waiting]
    wantedUs = null
    waiting = []
    readNumber += 1
    const heldFromUs = wasWantedUs === NOT_YET_READ ? null : wasWantedUs
    const answer = await settle(() => options.read({ heldFromUs }))
    const isOwned = await options.isOwned()
    if (mine === turn && isOwned) {
      if (answer.success) accept(answer, cause)
      else refuse(answer.failure, wasWantedUs, cause)
    }
    for (const resolve of served) resolve()
  }

  function accept(answer: Success<T>, cause: UpdateCause) {
    attempt = 0
    clearTimeout(retryTimer)
    hold(answer.asOf)
    options.onAnswer(answer, cause, readNumber)
  }

  function refuse(failure: ReadFailure, wasWantedUs: number, cause: UpdateCause) {
    options.onFailure(failure)
    clearTimeout(retryTimer)
    if (!failure.isRetryable) return
    retryTimer = setTimeout(() => {
      if (options.mayRetry()) want(wasWantedUs, cause)
    }, backoffMs(attempt))
    attempt += 1
  }

  return {
    want,
    refetch: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        want(NOT_YET_READ, 'refetch')
      }),
    supersede(asOf) {
      if (isReading) {
        drop()
        want(NOT_YET_READ, 'catch-up')
      }
      hold(asOf)
    },
    nextReadNumber: () => readNumber + 1,
    stop() {
      drop()
      coalescer.cancel()
      clearTimeout(retryTimer)
      asOfUs = Number.NEGATIVE_INFINITY
      wantedUs = null
      attempt = 0
      for (const resolve of waiting) resolve()
      waiting = []
    },
  }

  function drop() {
    turn += 1
    if (!isReading) return
    isReading = false
    options.onReading(false)
  }
}

type Answer<T> = Success<T> | { success: false; failure: ReadFailure }

/** The answer of a read as a value, whatever happens to it. */
async function settle<T>(read: () => Promise<Result<T>>): Promise<Answer<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReadTimeout('No answer to a read.')), READ_TIMEOUT_MS)
  })
  try {
    const result = await Promise.race([read(), timeout])
    return result.success ? result : { success: false, failure: fromFailure(result) }
  } catch (thrown) {
    return { success: false, failure: fromThrown(thrown) }
  } finally {
    clearTimeout(timer)
  }
}

function firstCause(a: UpdateCause, b: UpdateCause): UpdateCause {
  return UPDATE_CAUSES.indexOf(a) <= UPDATE_CAUSES.indexOf(b) ? a : b
}
