import { backoffMs } from './backoff'
import { createCell } from './cell'
import type { Connection } from './connection'
import { createLinger } from './linger'

/** Someone whose leave is not followed by a return within this is gone: a reload is no coming and going. */
const LEAVE_GRACE_MS = 5_000
/** The longest name of a profile. What others send is cut to it, too. */
const LONGEST_NAME = 80
const LONGEST_ID = 64
/** More people than anyone looks at one by one. */
const MOST_PEOPLE = 200

export type PresentPerson = { id: string; name: string }

export type PresenceState = {
  /** Who is here, each person once however many tabs they have; oneself included. In order of names. */
  people: PresentPerson[]
  /** Whether `people` is of now: false before the first answer and while the connection is down. */
  isCurrent: boolean
}

export const NOBODY: PresenceState = { people: [], isCurrent: false }

/** Where people meet: all who name the same topic. A private one lets in only whom a policy on realtime.messages does. */
export type PresencePlace = { topic: string; isPrivate: boolean }

export type PresenceRoom = {
  getSnapshot: () => PresenceState
  /** One is here while someone listens, and a moment longer. */
  subscribe: (listener: () => void) => () => void
  /** The name that the others see. */
  rename: (name: string) => void
  /** Tries now what a timer would try later. */
  wake: () => void
  /** Leaves, whoever listens, until `resume`. */
  suspend: () => void
  resume: () => void
}

type Options = PresencePlace & {
  /** Whom one is here as; tabs of one id are one person. */
  userId: string
  connect: () => Promise<Connection>
  /** Keeps the page's signals coming while one is here. */
  holdPage: () => () => void
}

type Channel = ReturnType<Connection['realtime']['channel']>

/**
 * Who is in a place now. What others say of themselves is a courtesy, not a proof: anyone who may join can claim any
 * name, so nothing may be decided by it.
 */
export function createPresenceRoom({ topic, isPrivate, userId, connect, holdPage }: Options): PresenceRoom {
  const state = createCell(NOBODY)
  const leaving = new Map<string, ReturnType<typeof setTimeout>>()
  // What arrives for an older turn belongs to a channel that was given up.
  let turn = 0
  let name = ''
  let joined: { connection: Connection; channel: Channel } | undefined
  let isSuspended = false
  let isHere = false
  let isOpening = false
  let attempt = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let releasePage = () => {}

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
      config: { private: isPrivate, presence: { key: userId } },
    })
    joined = { connection, channel }
    channel
      .on('presence', { event: 'sync' }, () => {
        if (mine === turn) see(channel)
      })
      .subscribe((status) => {
        if (mine !== turn) return
        // supabase-js rejoins by itself, but does not say again who one is.
        if (status === 'SUBSCRIBED') return void announce()
        state.patch({ isCurrent: false })
        if (status === 'CLOSED') retryLater()
        else if (status === 'CHANNEL_ERROR') void refresh(connection)
      })
  }

  /** A refused rejoin may have carried an old token. */
  async function refresh(connection: Connection) {
    if (connection.realtime.isConnected()) await connection.authorize().catch(() => undefined)
  }

  function announce() {
    attempt = 0
    return joined?.channel.track({ name: name.slice(0, LONGEST_NAME) })
  }

  function see(channel: Channel) {
    const present = new Map(personEntries(channel.presenceState<{ name?: unknown }>()))
    for (const { id } of state.get().people) {
      if (present.has(id)) stay(id)
      else expectReturn(id)
    }
    const others = state.get().people.filter(({ id }) => !present.has(id))
    state.patch({ people: inOrder([...present.values(), ...others]), isCurrent: true })
  }

  function stay(id: string) {
    clearTimeout(leaving.get(id))
    leaving.delete(id)
  }

  function expectReturn(id: string) {
    if (leaving.has(id)) return
    const timer = setTimeout(() => {
      leaving.delete(id)
      state.patch({ people: state.get().people.filter((person) => person.id !== id) })
    }, LEAVE_GRACE_MS)
    leaving.set(id, timer)
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
    if (joined) void joined.connection.realtime.removeChannel(joined.channel)
    joined = undefined
  }

  function enter() {
    if (isHere && !isSuspended) void open()
  }

  function forget() {
    giveUp()
    attempt = 0
    for (const timer of leaving.values()) clearTimeout(timer)
    leaving.clear()
    state.patch(NOBODY)
  }

  const linger = createLinger({
    start() {
      isHere = true
      releasePage = holdPage()
      enter()
    },
    end() {
      isHere = false
      releasePage()
      forget()
    },
  })

  return {
    getSnapshot: state.get,
    subscribe(listener) {
      const unsubscribe = state.subscribe(listener)
      const release = linger.hold()
      return () => {
        unsubscribe()
        release()
      }
    },
    rename(next) {
      if (next === name) return
      name = next
      if (joined?.channel.state === 'joined') void announce()
    },
    wake() {
      if (!isOpening && joined === undefined) enter()
    },
    suspend() {
      isSuspended = true
      forget()
    },
    resume() {
      if (!isSuspended) return
      isSuspended = false
      enter()
    },
  }
}

/** supabase-js gives out one channel per topic: one that is still leaving would take the next one down with it. */
async function leaveOthersOf(realtime: Connection['realtime'], topic: string) {
  const known = realtime.getChannels().find((channel) => channel.topic === `realtime:${topic}`)
  if (known) await realtime.removeChannel(known)
}

function personEntries(present: Record<string, { name?: unknown }[]>): [string, PresentPerson][] {
  return Object.entries(present)
    .filter(([id, tabs]) => id.length <= LONGEST_ID && tabs.length > 0)
    .slice(0, MOST_PEOPLE)
    .map(([id, tabs]) => [id, { id, name: nameOf(tabs.at(-1)?.name) }])
}

function nameOf(claimed: unknown): string {
  return typeof claimed === 'string' && claimed !== '' ? claimed.slice(0, LONGEST_NAME) : 'Someone'
}

function inOrder(people: PresentPerson[]): PresentPerson[] {
  return people.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
