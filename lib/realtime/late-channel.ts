import type { Connection } from './connection'
import { type ChannelEvents, createLiveChannel, type LiveChannel } from './live-channel'
import type { Watch } from './live-query'

export type ChannelFactory = (
  watch: Watch,
  connect: () => Promise<Connection>,
  events: ChannelEvents,
) => LiveChannel

/** Channels whose code is loaded with the first of them; where it can't be, each tab has channels of its own. */
export function createLateChannels(load: () => Promise<ChannelFactory>): ChannelFactory {
  return function createLateChannel(watch, connect, events) {
    let turn = 0
    let channel: LiveChannel | undefined

    async function open() {
      turn += 1
      const mine = turn
      const create = await load().catch(() => createLiveChannel)
      if (mine !== turn) return
      channel ??= create(watch, connect, events)
      channel.open()
    }

    return {
      open: () => void open(),
      wake: () => channel?.wake(),
      leave() {
        turn += 1
        channel?.leave()
      },
    }
  }
}
