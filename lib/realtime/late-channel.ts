import type { LiveChannel } from './live-channel'

export type LateChannel<C extends LiveChannel> = LiveChannel & {
  /** The channel itself, once its code is there. */
  current: () => C | undefined
}

/** A channel whose code is loaded when it is first opened. `load` must not reject. */
export function createLateChannel<C extends LiveChannel>(load: () => Promise<C>): LateChannel<C> {
  let turn = 0
  let channel: C | undefined

  async function open() {
    turn += 1
    const mine = turn
    const loaded = channel ?? (await load())
    if (mine !== turn) return
    channel = loaded
    channel.open()
  }

  return {
    open: () => void open(),
    wake: () => channel?.wake(),
    leave() {
      turn += 1
      channel?.leave()
    },
    current: () => channel,
  }
}
