import 'server-only'
import { AppError } from '@/lib/result'
import { createAlarm } from './alarm'
import type { WatchListener } from './channel-hub'
import { createCoalescer } from './coalesce'
import { createEventStream } from './event-stream'
import type { LiveEvents, Step } from './live-events'
import type { Watch } from './live-query'
import { createPoller } from './poller'

/** Answers that another read would give again. */
const FINAL_CODES: readonly string[] = ['unauthenticated', 'forbidden', 'not_found', 'invalid_input']

/** `setTimeout` takes no more; tokens that live longer are not seen in practice. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

type Options<Cursor> = {
  events: LiveEvents<Cursor>
  /** Watches rows as the reader; see `Upstreams`. */
  watch: (watches: Watch[], listener: WatchListener) => () => void
  lastEventId: string | null
  /** The request: aborted when the reader is gone. */
  signal: AbortSignal
  /** When the reader's token ends, in milliseconds since 1970; null for a visitor. */
  expiresAt: number | null
  logUnexpected: (error: unknown) => void
  heartbeatMs?: number
}

/**
 * Answers a request with an endless stream of events: CONNECTED, then what `events` tells, then, when it must end
 * from this side, EXPIRED (connect again with a new token) or ERROR.
 * @throws AppError when the stream can't begin.
 */
export async function streamEvents<Cursor>(options: Options<Cursor>): Promise<Response> {
  const { events, watch, lastEventId, signal, expiresAt, logUnexpected, heartbeatMs } = options
  const { isResumed = false, ...beginning } = await events.begin(lastEventId)
  let { cursor } = beginning
  let isOpen = true
  let isLive = false
  let unwatch = () => {}
  let expiry: ReturnType<typeof setTimeout> | undefined

  const pump = createCoalescer(tell)
  const poller = createPoller(pump.request)
  const alarm = createAlarm(pump.request)
  const stream = createEventStream({ onClose: close, ...(heartbeatMs && { heartbeatMs }) })

  /** What committed while changes did not flow is found by asking. */
  function follow(isNowLive: boolean) {
    isLive = isNowLive
    poller.setActive(!isLive)
    if (isLive) pump.request()
  }

  async function tell() {
    try {
      let step: Step<Cursor>
      do {
        await stream.hasRoom()
        if (!isOpen) return
        step = await events.since(cursor)
        if (!isOpen) return
        cursor = step.cursor
        for (const event of step.events) stream.send(event)
      } while (step.hasMore)
      alarm.set(step.staleAt ?? null, undefined)
      poller.setActive(!isLive)
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown) {
    if (!isOpen) return
    if (!(error instanceof AppError)) logUnexpected(error)
    else if (FINAL_CODES.includes(error.code)) return finish('ERROR', error)
    poller.setActive(true)
  }

  function finish(event: string, { code, message }: AppError) {
    stream.send({ event, data: { code, message } })
    stream.end()
  }

  function close() {
    isOpen = false
    unwatch()
    pump.cancel()
    poller.setActive(false)
    alarm.clear()
    clearTimeout(expiry)
    signal.removeEventListener('abort', stream.end)
  }

  stream.send({
    event: 'CONNECTED',
    ...(beginning.id !== undefined && { id: beginning.id }),
    data: { timestamp: new Date().toISOString(), ...beginning.data },
  })
  try {
    unwatch = watch(events.watch, {
      onEvent: pump.request,
      onLive: () => follow(true),
      onDown: () => follow(false),
    })
  } catch (error) {
    stream.end()
    throw error
  }
  if (isResumed) pump.request()
  if (expiresAt !== null) {
    const expired = new AppError(
      'unauthenticated',
      'The access token has expired. Connect again with a new one.',
    )
    expiry = setTimeout(() => finish('EXPIRED', expired), Math.min(expiresAt - Date.now(), LONGEST_TIMER_MS))
  }
  signal.addEventListener('abort', stream.end)
  if (signal.aborted) stream.end()
  return new Response(stream.body, { headers: HEADERS })
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform: compression would hold events back.
  'cache-control': 'no-cache, no-transform',
  // nginx buffers answers otherwise.
  'x-accel-buffering': 'no',
}
