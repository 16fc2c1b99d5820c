import { createCell } from './cell'
import type { Connection } from './connection'
import { createLinger } from './linger'
import type { PresenceChannelFactory, PresenceEvents, PresencePlace, PresentPerson } from './presence-channel'

/** Someone whose leave is not followed by a return within this is gone: a reload is no coming and going. */
const LEAVE_GRACE_MS = 5_000

export type PresenceState = {
  /** Who is here, each person once however many tabs they have; oneself included. In order of names. */
  people: PresentPerson[]
  /** Whether `people` is of now: false before the first answer and while the connection is down. */
  isCurrent: boolean
}

export const NOBODY: PresenceState = { people: [], isCurrent: false }

export type PresenceRoom = {
  getSnapshot: () => PresenceState
  /** One is here while someone listens, and a moment longer. */
  subscribe: (listener: () => void) => () => void
  /** As `subscribe`, for whom each word of the server counts at once: another tab. */
  attend: (events: PresenceEvents) => () => void
  /** The name that the others see. */
  rename: (name: string) => void
  /** Tries now what a timer would try later. */
  wake: () => void
  /** Leaves, whoever listens, until `resume`. */
  suspend: () => void
  resume: () => void
}

export type PresenceRoomOptions = {
  /** Whom one is here as; tabs of one id are one person. */
  userId: string
  connect: () => Promise<Connection>
  createChannel: PresenceChannelFactory
  /** Keeps the page's signals coming while one is here. */
  holdPage: () => () => void
}

/**
 * Who is in a place now. What others say of themselves is a courtesy, not a proof: anyone who may join can claim any
 * name, so nothing may be decided by it.
 */
export function createPresenceRoom(
  place: PresencePlace,
  { userId, connect, createChannel, holdPage }: PresenceRoomOptions,
): PresenceRoom {
  const state = createCell(NOBODY)
  const leaving = new Map<string, ReturnType<typeof setTimeout>>()
  const attendants = new Set<PresenceEvents>()
  let name = ''
  /** As the server last said; null while nobody can say. */
  let present: PresentPerson[] | null = null
  let isSuspended = false
  let isHere = false
  let releasePage = () => {}

  const channel = createChannel(place, { id: userId, name: () => name }, connect, {
    onPeople(people) {
      present = people
      see(people)
      for (const { onPeople } of attendants) onPeople(people)
    },
    onDown() {
      present = null
      state.patch({ isCurrent: false })
      for (const { onDown } of attendants) onDown()
    },
  })

  function see(people: PresentPerson[]) {
    const ids = new Set(people.map(({ id }) => id))
    const others = state.get().people.filter(({ id }) => !ids.has(id))
    for (const id of ids) stay(id)
    for (const { id } of others) expectReturn(id)
    state.patch({ people: inOrder([...people, ...others]), isCurrent: true })
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

  function enter() {
    if (isHere && !isSuspended) channel.open()
  }

  function forget() {
    channel.leave()
    present = null
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
    attend(events) {
      attendants.add(events)
      const release = linger.hold()
      if (present) events.onPeople(present)
      return () => {
        attendants.delete(events)
        release()
      }
    },
    rename(next) {
      if (next === name) return
      name = next
      channel.announce()
    },
    wake() {
      if (isHere && !isSuspended) channel.wake()
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

function inOrder(people: PresentPerson[]): PresentPerson[] {
  return people.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
