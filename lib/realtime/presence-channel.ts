import { backoffMs } from './backoff'
import type { Connection } from './connection'
import type { LiveChannel } from './live-channel'

/** The longest name of a profile. What others send is cut to it, too. */
const LONGEST_NAME = 80
const LONGEST_ID = 64
/** More people than anyone looks at one by one. */
const MOST_PEOPLE = 200

export type PresentPerson = { id: string; name: string }

/** Where people meet: all who name the same topic. A private one lets in only whom a policy on realtime.messages does. */
export type PresencePlace = { topic: string; isPrivate: boolean }

/** Whom one is at a place as; tabs of one id are one person. */
export type PresentSelf = { id: string; name: () => string }

export type PresenceEvents = {
  /** Who is there, each person once however many tabs they have; oneself included. */
  onPeople: (people: PresentPerson[]) => void
  /** Nobody can say, for now. */
  onDown: () => void
}

export type PresenceChannel = LiveChannel & {
  /** One has another name now. */
  announce: () => void
}

export type PresenceChannelFactory = (
  place: PresencePlace,
  self: PresentSelf,
  connect: () => Promise<Connection>,
  events: PresenceEvents,
) => PresenceChannel

type Channel = ReturnType<Connection['realtime']['channel']>

/** Equal places have equal keys. */
export function placeKey({ topic, isPrivate }: PresencePlace): string {
  return `${isPrivate ? 'private' : 'public'}:${topic}`
}

/**
 * Is at one place, and says who else is. Joins anew what supabase-js gives up, and announces oneself after each join
 * until the server has confirmed it.
 */
export function createPresenceChannel(
  { topic, isPrivate }: PresencePlace,
  self: PresentSelf,
  connect: () => Promise<Connection>,
  { onPeople, onDown }: PresenceEvents,
): PresenceChannel {
  // What arrives for an older turn belongs to a channel that was given up.
  let turn = 0
  let joined: { connection: Connection; channel: Channel } | undefined
  let isOpening = false
  let attempt = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  // Only the last announcement is repeated: what an older one said is out of date.
  let announcements = 0
  let announceTimer: ReturnType<typeof setTimeout> | undefined

  async function open() {
    giveUp()
    const mine = turn
    isOpening = true
    try {
      const connection = await connect()
      await connection.authorize()
      await leaveOthersOf(connection.realtime, topic)
      if (mine === turn) join(connection)
    } catch {
      if (mine === turn) retryLater()
    } finally {
      if (mine === turn) isOpening = false
    }
  }

  function join(connection: Connection) {
    const mine = turn
    const channel = connection.realtime.channel(topic, {
      config: { private: isPrivate, presence: { key: self.id } },
    })
    joined = { connection, channel }
    channel
      .on('presence', { event: 'sync' }, () => {
        if (mine === turn) onPeople(peopleOf(channel.presenceState<{ name?: unknown }>()))
      })
      .subscribe((status) => {
        if (mine !== turn) return
        // supabase-js rejoins by itself, but does not say again who one is.
        if (status === 'SUBSCRIBED') {
          attempt = 0
          return void announce()
        }
        onDown()
        if (status === 'CLOSED') retryLater()
        else if (status === 'CHANNEL_ERROR') void refresh(connection)
      })
  }

  /** A refused rejoin may have carried an old token. */
  async function refresh(connection: Connection) {
    if (connection.realtime.isConnected()) await connection.authorize().catch(() => undefined)
  }

  async function announce(tries = 0) {
    clearTimeout(announceTimer)
    if (joined?.channel.state !== 'joined') return
    announcements += 1
    const mine = announcements
    const answer = await joined.channel.track({ name: self.name().slice(0, LONGEST_NAME) })
    if (answer === 'ok' || mine !== announcements) return
    announceTimer = setTimeout(() => void announce(tries + 1), backoffMs(tries))
  }

  function retryLater() {
    giveUp()
    retryTimer = setTimeout(open, backoffMs(attempt))
    attempt += 1
  }

  function giveUp() {
    turn += 1
    isOpening = false
    clearTimeout(retryTimer)
    announcements += 1
    clearTimeout(announceTimer)
    if (joined) void joined.connection.realtime.removeChannel(joined.channel)
    joined = undefined
  }

  return {
    open: () => void open(),
    announce: () => void announce(),
    wake() {
      if (!isOpening && joined === undefined) void open()
    },
    leave() {
      giveUp()
      attempt = 0
    },
  }
}

/** supabase-js gives out one channel per topic: one that is still leaving would take the next one down with it. */
async function leaveOthersOf(realtime: Connection['realtime'], topic: string) {
  const known = realtime.getChannels().find((channel) => channel.topic === `realtime:${topic}`)
  if (known) await realtime.removeChannel(known)
}

function peopleOf(present: Record<string, { name?: unknown }[]>): PresentPerson[] {
  return Object.entries(present)
    .filter(([id, tabs]) => id.length <= LONGEST_ID && tabs.length > 0)
    .slice(0, MOST_PEOPLE)
    .map(([id, tabs]) => ({ id, name: nameOf(tabs.at(-1)?.name) }))
}

function nameOf(claimed: unknown): string {
  return typeof claimed === 'string' && claimed !== '' ? claimed.slice(0, LONGEST_NAME) : 'Someone'
}
