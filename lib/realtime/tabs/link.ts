import type { Connection } from '../connection'
import { type ChannelEvents, createLiveChannel, type LiveChannel } from '../live-channel'
import type { Watch } from '../live-query'
import type { PageSignals } from '../page-signals'
import {
  createPresenceChannel,
  type PresenceChannel,
  type PresenceEvents,
  type PresencePlace,
  type PresentSelf,
} from '../presence-channel'
import { joinTabGroup, type TabGroup, type TabRole } from './group'
import type { FromFollower, FromLeader } from './messages'
import type { TabPorts } from './ports'
import { createServedTabs, type Lent, wantKey } from './served'
import { type Shared, sharedPlace, sharedWatch } from './shared'

/** Browsers slow a page down that has been hidden for some minutes: a visible tab is the better leader then. */
const LONGEST_HIDDEN_MS = 120_000

/** What a link needs of the tab that it is in; through `hub` and `rooms` a leader does what the other tabs want. */
export type TabLinkSetting = Lent & {
  page: PageSignals
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
  presence: (place: PresencePlace, self: PresentSelf, events: PresenceEvents) => PresenceChannel
  /** The server answered a heartbeat of this tab's socket. */
  alive: () => void
}

/** Makes channels that are joined by one tab of the browser only. Takes part in the group while one of them is open. */
export function createTabLink(options: TabLinkOptions): TabLink {
  const { page, connect } = options
  const id = crypto.randomUUID()
  const open = new Map<string, Shared>()
  let group: TabGroup | undefined
  let role: TabRole = 'waiting'
  let isAsking = false
  const served = createServedTabs(options, (words) => group?.tell(words))

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
    return [...open.values()].some((shared) => shared.isDown())
  }

  function tabCount(): number {
    return served.count() + 1
  }

  function setRole(next: TabRole) {
    const wasOwn = isOwn()
    role = next
    for (const shared of open.values()) {
      if (wasOwn) shared.local.leave()
      shared.interrupt()
      if (isOwn()) shared.local.open()
    }
    if (wasOwn) served.clear()
    if (isOwn()) options.onTabCount(tabCount())
    else askSoon()
  }

  /** Tells the leader once what this tab wants, however many channels open and close at this moment. */
  function askSoon() {
    if (isAsking) return
    isAsking = true
    queueMicrotask(() => {
      isAsking = false
      if (role === 'following') {
        group?.ask({ kind: 'want', wants: [...open.values()].map(({ want }) => want()) })
      }
    })
  }

  function hearLeader(message: FromLeader) {
    if (message.kind === 'alive') return options.onAlive()
    if (message.kind === 'lead') return options.onTabCount(message.tabCount)
    const shared = open.get(message.key)
    if (!shared) return
    if (message.kind === 'event') return shared.event(message.commitAt)
    if (message.to === null || message.to === id) shared.hear(message)
  }

  function hearFollower(message: FromFollower) {
    if (message.kind === 'wake') return options.onWake()
    if (message.kind !== 'want') return
    served.want(message.from, message.wants)
    options.onTabCount(tabCount())
  }

  function channelOf(shared: Shared): LiveChannel {
    const key = wantKey(shared.want())
    return {
      open() {
        shared.begin()
        open.set(key, shared)
        group ??= join()
        // Every tab looks after its own session, also those that have no socket.
        connect().catch(() => undefined)
        if (isOwn()) shared.local.open()
        else askSoon()
      },
      wake() {
        if (isOwn()) shared.local.wake()
        else group?.ask({ kind: 'wake' })
      },
      leave() {
        if (open.get(key) !== shared) return
        open.delete(key)
        shared.local.leave()
        if (open.size === 0) leave()
        else askSoon()
      },
    }
  }

  return {
    alive: () => group?.tell({ kind: 'alive' }),
    channel: (watch, events) =>
      channelOf(sharedWatch(watch, events, (own) => createLiveChannel(watch, connect, own))),
    presence(place, self, events) {
      const local = createPresenceChannel(place, self, connect, events)
      const want = () => ({ place, name: self.name() })
      return {
        ...channelOf(sharedPlace(want, events, local)),
        announce: () => (isOwn() ? local.announce() : askSoon()),
      }
    },
  }
}
