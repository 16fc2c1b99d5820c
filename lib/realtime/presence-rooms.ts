import type { Connection } from './connection'
import { createPresenceRoom, type PresencePlace, type PresenceRoom } from './presence'

export type PresenceRooms = Pick<PresenceRoom, 'wake' | 'suspend' | 'resume'> & {
  /** The room of this place; equal places give the same one. */
  room: (place: PresencePlace) => PresenceRoom
}

type Options = { userId: string; connect: () => Promise<Connection>; holdPage: () => () => void }

/** All places where one user is, in one tab. */
export function createPresenceRooms(options: Options): PresenceRooms {
  const rooms = new Map<string, PresenceRoom>()
  let isSuspended = false

  function forAll(name: 'wake' | 'suspend' | 'resume') {
    return () => {
      if (name !== 'wake') isSuspended = name === 'suspend'
      for (const room of rooms.values()) room[name]()
    }
  }

  return {
    room(place) {
      const key = `${place.isPrivate ? 'private' : 'public'}:${place.topic}`
      const known = rooms.get(key)
      if (known) return known
      const room = createPresenceRoom({ ...place, ...options })
      if (isSuspended) room.suspend()
      rooms.set(key, room)
      return room
    },
    wake: forAll('wake'),
    suspend: forAll('suspend'),
    resume: forAll('resume'),
  }
}
