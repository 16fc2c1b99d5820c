import { createPresenceRoom, type PresenceRoom, type PresenceRoomOptions } from './presence'
import { createPresenceChannel, type PresencePlace, placeKey } from './presence-channel'

export type PresenceRooms = Pick<PresenceRoom, 'wake' | 'suspend' | 'resume'> & {
  /** The room of this place; equal places give the same one. */
  room: (place: PresencePlace) => PresenceRoom
}

type Options = Omit<PresenceRoomOptions, 'createChannel'> &
  Partial<Pick<PresenceRoomOptions, 'createChannel'>>

/** All places where one user is, in one tab. `createChannel`: how one is there; by default with a join of this tab. */
export function createPresenceRooms({
  createChannel = createPresenceChannel,
  ...options
}: Options): PresenceRooms {
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
      const key = placeKey(place)
      const known = rooms.get(key)
      if (known) return known
      const room = createPresenceRoom(place, { ...options, createChannel })
      if (isSuspended) room.suspend()
      rooms.set(key, room)
      return room
    },
    wake: forAll('wake'),
    suspend: forAll('suspend'),
    resume: forAll('resume'),
  }
}
