import type { RealtimeChannel, RealtimeSystemPayload } from '@supabase/supabase-js'
import { backoffMs } from './backoff'
import type { Connection } from './connection'
import type { Watch } from './live-query'
import { type SyncCause, syncCause } from './sync-error'

/** A join that has not led to flowing changes by then is given up and begun anew. */
const LIVE_DEADLINE_MS = 15_000
/** Only a channel that stayed live for this long earns a quick retry: a server that closes at once does not. */
const STEADY_MS = 30_000

export type ChannelEvents = {
  /** A row of the watch changed. `commitAt` is the commit's time by Postgres, when the server knows it. */
  onEvent: (commitAt: string | null) => void
  /** Changes flow from now on (again); what committed before may have been missed. */
  onLive: () => void
  onDown: (cause: SyncCause) => void
}

export type LiveChannel = {
  open: () => void
  /** Tries now what a timer would try later. Does nothing when live. */
  wake: () => void
  /** Leaves the server. `open` may follow. */
  leave: () => void
}

export type ChannelFactory = (
  watch: Watch,
  connect: () => Promise<Connection>,
  events: ChannelEvents,
) => LiveChannel

type Joined = { connection: Connection; channel: RealtimeChannel; token: string | null }

/** Channels of one name are one channel for supabase-js, which a leaving one would take down with it. */
let channelsOpened = 0

/**
 * Keeps one channel live. supabase-js brings back what the socket lost; what it never brings back (a channel
 * that the server closed, a subscription that failed after the join) is opened anew here, session first.
 */
export function createLiveChannel(
  watch: Watch,
  connect: () => Promise<Connection>,
  { onEvent, onLive, onDown }: ChannelEvents,
): LiveChannel {
  // Whatever arrives for an older turn belongs to a channel that was given up.
  let turn = 0
  let joined: Joined | undefined
  let isOpening = false
  let liveSince: number | undefined
  let lastWords: string | undefined
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function open() {
    giveUp()
    const mine = turn
    isOpening = true
    expectLive()
    try {
      const connection = await connect()
      await connection.authorize()
      if (mine === turn) join(connection)
    } catch (error) {
      if (mine === turn) retryLater(syncCause('disconnected', String(error)))
    } finally {
      if (mine === turn) isOpening = false
    }
  }

  function join(connection: Connection) {
    const mine = turn
    const { table, filter } = watch
    channelsOpened += 1
    const channel = connection.realtime.channel(`live:${table}:${filter ?? ''}:${channelsOpened}`)
    joined = { connection, channel, token: connection.realtime.accessTokenValue }
    channel
      .on(
        'postgres_changes',
        { event: '*', schema: 'public', table, ...(filter && { filter }) },
        (change) => {
          if (mine === turn) onEvent(change.commit_timestamp ?? null)
        },
      )
      .on('system', {}, (message) => {
        if (mine === turn) hear(message)
      })
      .subscribe((status, error) => {
        if (mine === turn) follow(status, error)
      })
  }

  /** SUBSCRIBED only says that the channel exists; this says that changes flow, or why they don't. */
  function hear({ extension, status, message }: RealtimeSystemPayload) {
    // Of the channel itself: said just before the server closes it.
    if (extension !== 'postgres_changes') lastWords = message
    else if (status === 'ok') rise()
    else retryLater(syncCause('refused', message))
  }

  function rise() {
    clearTimeout(timer)
    liveSince = performance.now()
    onLive()
  }

  function follow(status: string, error?: Error) {
    if (status === 'CLOSED') {
      joined = undefined
      return retryLater(syncCause('closed', lastWords))
    }
    if (status === 'TIMED_OUT') return lose(syncCause('timed-out'))
    if (status === 'CHANNEL_ERROR') return lose(channelErrorCause(error))
  }

  /** supabase-js rejoins by itself, so only its token needs care: a refused join may have carried a dead one. */
  function lose(cause: SyncCause) {
    const connection = joined?.connection
    if (connection?.realtime.isConnected()) void connection.authorize().catch(() => undefined)
    expectLive()
    fall(cause)
  }

  function channelErrorCause(error?: Error): SyncCause {
    const code = joined?.connection.realtime.isConnected() ? 'refused' : 'disconnected'
    return syncCause(code, error?.message)
  }

  function retryLater(cause: SyncCause) {
    fall(cause)
    giveUp()
    timer = setTimeout(open, backoffMs(attempt))
    attempt += 1
  }

  function fall(cause: SyncCause) {
    if (liveSince !== undefined && performance.now() - liveSince > STEADY_MS) attempt = 0
    liveSince = undefined
    onDown(cause)
  }

  function expectLive() {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // Without a socket there is nothing to join: supabase-js reconnects, then rejoins.
      if (joined && !joined.connection.realtime.isConnected()) expectLive()
      else retryLater(syncCause('timed-out'))
    }, LIVE_DEADLINE_MS)
  }

  function giveUp() {
    turn += 1
    isOpening = false
    clearTimeout(timer)
    if (joined) void joined.connection.realtime.removeChannel(joined.channel)
    joined = undefined
  }

  return {
    open: () => void open(),
    wake() {
      if (liveSince !== undefined || isOpening) return
      if (joined && (!joined.connection.realtime.isConnected() || isOnItsWay(joined))) return
      void open()
    },
    leave() {
      giveUp()
      liveSince = undefined
      attempt = 0
    },
  }
}

/** A join that carries the token of this moment will be answered; one with an older token may be refused. */
function isOnItsWay({ connection, channel, token }: Joined): boolean {
  return channel.state === 'joining' && token === connection.realtime.accessTokenValue
}
