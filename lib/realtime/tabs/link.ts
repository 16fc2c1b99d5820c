import { type ChannelHub, watchKey } from '../channel-hub'
import type { Connection } from '../connection'
import { type ChannelEvents, createLiveChannel, type LiveChannel } from '../live-channel'
import type { Watch } from '../live-query'
import type { PageSignals } from '../page-signals'
import { syncCause } from '../sync-error'
import { joinTabGroup, type TabGroup, type TabRole } from './group'
import type { ChannelState, FromFollower, FromLeader } from './messages'
import type { TabPorts } from './ports'
import { createServedTabs } from './served'

/** Browsers slow a page down that has been hidden for some minutes: a visible tab is the better leader then. */
const LONGEST_HIDDEN_MS = 120_000

/** What a link needs of the tab that it is in. */
export type TabLinkSetting = {
  page: PageSignals
  /** The hub of this tab; a leader watches through it what the other tabs want. */
  hub: Pick<ChannelHub, 'watch'>
  connect: () => Promise<Connection>
  /** The leader's server answered a heartbeat. */
  onAlive: () => void
  /** Another tab woke up and asks this leader to look after the connection. */
  onWake: () => void
  /** How many tabs share the connection, this one included. */
  onTabCount: (count: number) => void
}

/** `name`: tabs of one name share; it must differ between users. */
type TabLinkOptions = TabLinkSetting & { name: string; ports: () => TabPorts }

export type TabLink = {
  channel: (watch: Watch, events: ChannelEvents) => LiveChannel
  /** The server answered a heartbeat of this tab's socket. */
  alive: () => void
}

/** A channel as this tab sees it: its own when it leads, else what the leader says about it. */
type Shared = { watch: Watch; events: ChannelEvents; state: ChannelState; local: LiveChannel }

/** Makes channels that are joined by one tab of the browser only. Takes part in the group while one of them is open. */
export function createTabLink(options: TabLinkOptions): TabLink {
  const { page, hub, connect } = options
  const id = crypto.randomUUID()
  const open = new Map<string, Shared>()
  let group: TabGroup | undefined
  let role: TabRole = 'waiting'
  let isAsking = false
  const served = createServedTabs(hub, (words) => group?.tell(words))

  function join(): TabGroup {
    role = 'waiting'
    return joinTabGroup({
      name: options.name,
      id,
      ports: options.ports(),
      page,
      tabCount,
      isBetterThan: (hiddenMs) => hiddenMs > LONGEST_HIDDEN_MS || (hiddenMs > 0 && isDown()),
      onRole: setRole,
      onLeader: hearLeader,
      onFollower: hearFollower,
      onGone(tab) {
        served.gone(tab)
        options.onTabCount(tabCount())
      },
    })
  }

  function leave() {
    group?.leave()
    group = undefined
    served.clear()
    options.onTabCount(1)
  }

  function isOwn(): boolean {
    return role === 'leading' || role === 'alone'
  }

  function isDown(): boolean {
    return [...open.values()].some(({ state }) => state !== null && state !== 'live')
  }

  function tabCount(): number {
    return served.count() + 1
  }

  function setRole(next: TabRole) {
    const wasOwn = isOwn()
    role = next
    for (const shared of open.values()) {
      if (wasOwn) shared.local.leave()
      interrupt(shared)
      if (isOwn()) shared.local.open()
    }
    if (wasOwn) served.clear()
    if (isOwn()) options.onTabCount(tabCount())
    else askSoon()
  }

  /** Until the next leader has joined, nobody can say that changes arrive. */
  function interrupt(shared: Shared) {
    if (shared.state === null) return
    shared.state = null
    shared.events.onDown(syncCause('handover'))
  }

  /** Tells the leader once what this tab watches, however many channels open and close at this moment. */
  function askSoon() {
    if (isAsking) return
    isAsking = true
    queueMicrotask(() => {
      isAsking = false
      if (role === 'following') {
        group?.ask({ kind: 'want', watches: [...open.values()].map(({ watch }) => watch) })
      }
    })
  }

  function hearLeader(message: FromLeader) {
    if (message.kind === 'alive') return options.onAlive()
    if (message.kind === 'lead') return options.onTabCount(message.tabCount)
    const shared = open.get(message.key)
    if (!shared) return
    if (message.kind === 'event') return shared.events.onEvent(message.commitAt)
    if (message.to !== null && message.to !== id) return
    show(shared, message.state)
  }

  function show(shared: Shared, state: ChannelState) {
    if (state === null) return
    shared.state = state
    if (state === 'live') shared.events.onLive()
    else shared.events.onDown(state)
  }

  function hearFollower(message: FromFollower) {
    if (message.kind === 'wake') return options.onWake()
    if (message.kind !== 'want') return
    served.want(message.from, message.watches)
    options.onTabCount(tabCount())
  }

  return {
    alive: () => group?.tell({ kind: 'alive' }),
    channel(watch, events) {
      const key = watchKey(watch)
      const local = createLiveChannel(watch, connect, {
        onEvent: events.onEvent,
        onLive: () => show(shared, 'live'),
        onDown: (cause) => show(shared, cause),
      })
      const shared: Shared = { watch, events, state: null, local }
      return {
        open() {
          shared.state = null
          open.set(key, shared)
          group ??= join()
          // Every tab looks after its own session, also those that have no socket.
          connect().catch(() => undefined)
          if (isOwn()) local.open()
          else askSoon()
        },
        wake() {
          if (isOwn()) local.wake()
          else group?.ask({ kind: 'wake' })
        },
        leave() {
          if (open.get(key) !== shared) return
          open.delete(key)
          local.leave()
          if (open.size === 0) leave()
          else askSoon()
        },
      }
    },
  }
}
