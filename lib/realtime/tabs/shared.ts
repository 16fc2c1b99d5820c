import type { ChannelEvents, LiveChannel } from '../live-channel'
import type { Watch } from '../live-query'
import type { PresenceEvents } from '../presence-channel'
import { syncCause } from '../sync-error'
import type { ChannelState, Standing, Want } from './messages'

/** Something of this tab that its leader may do for it: this tab's own when it leads, else what the leader says of it. */
export type Shared = {
  want: () => Want
  local: LiveChannel
  /** Begins to be wanted. */
  begin: () => void
  /** Until the next leader has joined, nobody can say how it stands. */
  interrupt: () => void
  hear: (words: Standing) => void
  /** A row of it changed. */
  event: (commitAt: string | null) => void
  isDown: () => boolean
}

export function sharedWatch(
  watch: Watch,
  events: ChannelEvents,
  createLocal: (events: ChannelEvents) => LiveChannel,
): Shared {
  let state: ChannelState = null

  function show(next: ChannelState) {
    if (next === null) return
    state = next
    if (next === 'live') events.onLive()
    else events.onDown(next)
  }

  return {
    want: () => ({ watch }),
    local: createLocal({ onEvent: events.onEvent, onLive: () => show('live'), onDown: show }),
    begin() {
      state = null
    },
    interrupt() {
      if (state === null) return
      state = null
      events.onDown(syncCause('handover'))
    },
    hear(words) {
      if (words.kind === 'state') show(words.state)
    },
    event: events.onEvent,
    isDown: () => state !== null && state !== 'live',
  }
}

export function sharedPlace(
  want: () => Want,
  { onPeople, onDown }: PresenceEvents,
  local: LiveChannel,
): Shared {
  return {
    want,
    local,
    begin: () => {},
    interrupt: onDown,
    hear(words) {
      if (words.kind !== 'people') return
      if (words.people) onPeople(words.people)
      else onDown()
    },
    event: () => {},
    isDown: () => false,
  }
}
