import { createLateChannel } from '../late-channel'
import { type ChannelFactory, createLiveChannel } from '../live-channel'
import { createPresenceChannel, type PresenceChannelFactory } from '../presence-channel'
import type { TabLink } from './link'

/** How the channels of a tab are made when tabs share their connection. */
export type TabChannels = {
  watch: ChannelFactory
  presence: PresenceChannelFactory
  /** The server answered a heartbeat of this tab's socket. */
  alive: () => void
}

/**
 * Channels that one tab of the browser joins for all. `join` loads the code for it, with the first of them; where that
 * fails, this tab has channels of its own.
 */
export function createTabChannels(join: () => Promise<TabLink>): TabChannels {
  let joining: Promise<TabLink | null> | undefined
  let link: TabLink | null = null

  async function joined(): Promise<TabLink | null> {
    joining ??= join().catch(() => null)
    link = await joining
    return link
  }

  return {
    alive: () => link?.alive(),
    watch: (watch, connect, events) =>
      createLateChannel(
        async () => (await joined())?.channel(watch, events) ?? createLiveChannel(watch, connect, events),
      ),
    presence(place, self, connect, events) {
      const late = createLateChannel(
        async () =>
          (await joined())?.presence(place, self, events) ??
          createPresenceChannel(place, self, connect, events),
      )
      return { ...late, announce: () => late.current()?.announce() }
    },
  }
}
