import type { ErrorInfo, Success } from '@/lib/result'
import { createAlarm } from './alarm'
import { createCell } from './cell'
import type { ChannelHub } from './channel-hub'
import type { ObserverSlot } from './inspect'
import { heldFrom, NOT_YET_READ, toMicroseconds } from './instant'
import { createLinger } from './linger'
import type { LiveQuery, Snapshot } from './live-query'
import { createLiveReader, type UpdateCause } from './live-reader'
import { isWakeUp, type PageSignals } from './page-signals'
import { createPoller } from './poller'
import type { ReadQueue } from './read-queue'
import { isSame } from './same'
import type { SyncMonitor, ViewSync } from './sync-status'
import { createViewSync } from './view-sync'

export type LiveSnapshot<T> = ViewSync & {
  data: T | undefined
  /** The Postgres instant (ISO 8601) up to which `data` surely holds every commit, when known. */
  asOf: string | undefined
  /** Of the latest read; `data` stays the last good one. */
  error: ErrorInfo | null
  /** Changes of the watched rows arrive. */
  isSubscribed: boolean
}

export type OnUpdate<T> = (next: T, previous: T | undefined, cause: UpdateCause) => void

export type LiveStore<T> = {
  getSnapshot: () => LiveSnapshot<T>
  /** What the server rendered, for hydration. */
  getServerSnapshot: () => LiveSnapshot<T>
  /** The first listener starts the view, the last one to leave ends it a moment later. */
  subscribe: (listener: () => void) => () => void
  /** How many show it. */
  listenerCount: () => number
  /** Called when data changed, not when a read found it unchanged. */
  onUpdate: (listener: OnUpdate<T>) => () => void
  /** Settles when a read that began after this call is done, whatever the answer. */
  refetch: () => Promise<void>
  /** Reads again if someone watches, without waiting for an answer. */
  wake: () => void
  /** Takes data that came with a server render, if it is newer than what is here. */
  offer: (snapshot: Snapshot<T> | undefined) => void
  /** Forgets everything and stays empty until `resume`: the data belongs to someone who is gone. */
  clear: (error: ErrorInfo) => void
  resume: () => void
}

/** What the views of one tab share. */
export type LiveStoreContext = {
  hub: Pick<ChannelHub, 'watch'>
  page: PageSignals
  enqueue: ReadQueue
  /** Whether the browser still belongs to the user whose views these are. */
  isOwned: () => Promise<boolean>
  monitor: Pick<SyncMonitor, 'report' | 'synced' | 'heard' | 'missed'>
  observer: ObserverSlot
}

/**
 * One live view: its data, and how current it is. Shared by all who ask for the same key. Works while someone
 * listens; keeps its last data afterwards, to show at once on return.
 */
export function createLiveStore<Args, T>(
  query: LiveQuery<Args, T>,
  args: Args,
  initial: Snapshot<T> | undefined,
  { hub, page, enqueue, isOwned, monitor, observer }: LiveStoreContext,
): LiveStore<T> {
  const view = {}
  const snapshot = createCell(firstSnapshot(initial))
  let rendered = snapshot.get()
  const updateListeners = new Set<OnUpdate<T>>()
  let isActive = false
  let isCleared = false
  let wasActive = false
  let readingSince = 0
  let stopWatching: (() => void) | undefined

  const sync = createViewSync(() => publish())
  const poller = createPoller(() => reader.want(NOT_YET_READ, 'poll'))
  const alarm = createAlarm(() => {
    if (page.isVisible()) wake()
  })
  const reader = createLiveReader<T>({
    asOf: initial?.asOf,
    read: (request) => query.read(args, request),
    enqueue: (read) => enqueue(read, { isBackground: query.isBackground }),
    isOwned,
    mayRetry: () => sync.isLive() && page.isVisible(),
    onAnswer: accept,
    onFailure(failure) {
      sync.failed(failure)
      publish({ error: failure.error })
    },
    onReading(isReading) {
      if (isReading) readingSince = Date.now()
      sync.reading(isReading)
    },
  })

  function accept({ data, asOf }: Success<T>, cause: UpdateCause, readNumber: number) {
    sync.answered(readNumber)
    monitor.synced()
    setAlarm(data, asOf)
    update(data, asOf ?? snapshot.get().asOf, cause)
    observer.current?.answered(query.watch(args), asOf, readingSince)
  }

  function update(received: T, asOf: string | undefined, cause: UpdateCause) {
    const previous = snapshot.get().data
    if (previous !== undefined && isSame(previous, received)) return publish({ asOf, error: null })
    publish({ data: received, asOf, error: null })
    if (cause === 'catch-up' && previous !== undefined) {
      monitor.missed(query.countChanges?.(previous, received, args) ?? 0)
    }
    for (const listener of updateListeners) listener(received, previous, cause)
  }

  function setAlarm(data: T | undefined, asOf: string | undefined) {
    if (data !== undefined && query.staleAt) alarm.set(query.staleAt(data), asOf)
  }

  function publish(fields: Partial<LiveSnapshot<T>> = {}) {
    const isOnline = page.isOnline()
    const isSubscribed = sync.isLive()
    const now = sync.describe(isOnline)
    poller.setActive(stopWatching !== undefined && !isSubscribed && isOnline && page.isVisible())
    monitor.report(view, isActive ? now : null)
    snapshot.patch({ ...fields, ...now, isSubscribed })
  }

  function wake() {
    if (stopWatching) catchUp()
  }

  /** Before the view was live for the first time there was no gap that a person could have missed. */
  function catchUp() {
    reader.want(NOT_YET_READ, sync.wasLive() ? 'catch-up' : 'start')
  }

  function start() {
    const stopHub = hub.watch(query.watch(args), {
      onEvent(commitAt) {
        monitor.heard()
        reader.want(heldFrom(commitAt), 'event')
      },
      onLive() {
        sync.live(reader.nextReadNumber())
        catchUp()
        publish()
      },
      onDown(cause) {
        sync.down(cause)
        publish()
      },
    })
    const stopPage = page.subscribe((signal) => {
      if (isWakeUp(signal)) wake()
      publish()
    })
    stopWatching = () => {
      stopPage()
      stopHub()
    }
    // A view that comes back shows what it had, which may be old by any amount.
    if (wasActive || snapshot.get().data === undefined) catchUp()
    wasActive = true
    setAlarm(snapshot.get().data, snapshot.get().asOf)
    publish()
  }

  function stop() {
    stopWatching?.()
    stopWatching = undefined
    alarm.clear()
    reader.stop()
    sync.rest()
  }

  const linger = createLinger({
    start() {
      isActive = true
      if (!isCleared) start()
    },
    end() {
      isActive = false
      stop()
      publish()
    },
  })

  return {
    getSnapshot: snapshot.get,
    getServerSnapshot: () => rendered,
    subscribe(listener) {
      const unsubscribe = snapshot.subscribe(listener)
      const release = linger.hold()
      return () => {
        unsubscribe()
        release()
      }
    },
    listenerCount: snapshot.listenerCount,
    onUpdate(listener) {
      updateListeners.add(listener)
      return () => void updateListeners.delete(listener)
    },
    wake,
    refetch: () => (isCleared ? Promise.resolve() : reader.refetch()),
    offer(offered) {
      if (isCleared || offered === undefined || !isNewer(offered, snapshot.get())) return
      reader.supersede(offered.asOf)
      setAlarm(offered.data, offered.asOf)
      update(offered.data, offered.asOf, 'refetch')
    },
    clear(error) {
      isCleared = true
      stop()
      sync.signedOut()
      publish({ data: undefined, asOf: undefined, error })
      rendered = snapshot.get()
    },
    resume() {
      if (!isCleared) return
      isCleared = false
      sync.rest()
      publish({ error: null })
      if (isActive) start()
    },
  }
}

function firstSnapshot<T>(initial: Snapshot<T> | undefined): LiveSnapshot<T> {
  return {
    data: initial?.data,
    asOf: initial?.asOf,
    error: null,
    status: 'initializing',
    cause: null,
    isSubscribed: false,
  }
}

function isNewer<T>(offered: Snapshot<T>, held: LiveSnapshot<T>): boolean {
  if (held.data === undefined) return true
  if (offered.asOf === undefined || held.asOf === undefined) return false
  return toMicroseconds(offered.asOf) > toMicroseconds(held.asOf)
}
