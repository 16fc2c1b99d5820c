import { type ChannelHub, watchKey } from '../channel-hub'
import type { Watch } from '../live-query'
import type { ChannelState, LeaderWords } from './messages'

type Served = { tabs: Set<string>; state: ChannelState; unwatch: () => void }

export type ServedTabs = {
  /** `watches` is all that `tab` watches from now on; it is told how each of them is. */
  want: (tab: string, watches: Watch[]) => void
  gone: (tab: string) => void
  clear: () => void
  count: () => number
}

/** What a leader watches for the other tabs: equal watches once, however many tabs want them. */
export function createServedTabs(
  hub: Pick<ChannelHub, 'watch'>,
  tell: (words: LeaderWords) => void,
): ServedTabs {
  const served = new Map<string, Served>()
  const tabs = new Set<string>()

  function serve(key: string, watch: Watch): Served {
    const entry: Served = { tabs: new Set(), state: null, unwatch: () => {} }
    served.set(key, entry)
    function say(state: ChannelState) {
      entry.state = state
      tell({ kind: 'state', to: null, key, state })
    }
    entry.unwatch = hub.watch([watch], {
      onEvent: (commitAt) => tell({ kind: 'event', key, commitAt }),
      onLive: () => say('live'),
      onDown: say,
    })
    return entry
  }

  function drop(tab: string, isKept: (key: string) => boolean) {
    for (const [key, entry] of served) {
      if (isKept(key) || !entry.tabs.delete(tab) || entry.tabs.size > 0) continue
      served.delete(key)
      entry.unwatch()
    }
  }

  return {
    want(tab, watches) {
      tabs.add(tab)
      const wanted = new Map(watches.map((watch) => [watchKey(watch), watch]))
      for (const [key, watch] of wanted) {
        const entry = served.get(key) ?? serve(key, watch)
        entry.tabs.add(tab)
        tell({ kind: 'state', to: tab, key, state: entry.state })
      }
      drop(tab, (key) => wanted.has(key))
    },
    gone(tab) {
      tabs.delete(tab)
      drop(tab, () => false)
    },
    clear() {
      tabs.clear()
      for (const { unwatch } of served.values()) unwatch()
      served.clear()
    },
    count: () => tabs.size,
  }
}
