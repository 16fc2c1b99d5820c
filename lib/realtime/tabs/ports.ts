import type { TabMessage } from './messages'

export type LockOptions = { steal?: boolean; signal?: AbortSignal }

/** What tabs of one browser need of it to act as one. */
export type TabPorts = {
  /** Reaches all other tabs of the group, in the order of this tab. */
  post: (message: TabMessage) => void
  listen: (listener: (message: TabMessage) => void) => void
  /**
   * Calls `hold` once the lock is this tab's, and keeps it until what `hold` returns settles. The browser frees it when
   * the tab goes, however it goes. @throws AbortError when given up through `signal`, or stolen.
   */
  lock: (name: string, options: LockOptions, hold: () => Promise<void>) => Promise<void>
  close: () => void
}

/** Raised with each change of the messages: tabs of different builds must not talk to each other. */
const PROTOCOL = 2

/** The name under which the tabs of `userId` find each other. No tab of another user hears of it. */
export function groupName(userId: string | null): string {
  return `rowcast-live-${PROTOCOL}:${userId ?? 'visitor'}`
}

/** Whether this browser can share a connection: without TLS on another host, and in some private modes, it can't. */
export function canShareTabs(): boolean {
  return typeof navigator !== 'undefined' && 'locks' in navigator && typeof BroadcastChannel === 'function'
}

export function browserTabPorts(group: string): TabPorts {
  const channel = new BroadcastChannel(group)
  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data)
    },
    lock: async (name, options, hold) => {
      await navigator.locks.request(name, options, hold)
    },
    close: () => channel.close(),
  }
}
