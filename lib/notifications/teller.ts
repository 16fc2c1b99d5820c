import { arrivalsIn, type Notice, noticesFor } from './arrivals'
import type { Claim } from './claims'
import type { Inbox, Notification } from './schema'

type TellerOptions = { claim: Claim; isVisible: () => boolean; show: (notice: Notice) => void }

export type Teller = {
  /** The inbox has changed from `previous` to `next`. `wasAway`: over a gap in the connection. */
  changed: (next: Inbox, previous: Inbox, wasAway: boolean) => void
  /** The tab has come into sight: tells what has come meanwhile and is still unread. */
  inSight: () => void
}

/**
 * Tells a person of what arrives, once in all tabs: a tab in sight at once, one out of sight when it is looked at, if
 * none has by then.
 */
export function createTeller({ claim, isVisible, show }: TellerOptions): Teller {
  let waiting: Notification[] = []
  let hasBeenAway = false

  async function tell() {
    if (waiting.length === 0 || !isVisible()) return
    const [arrivals, wasAway] = [waiting, hasBeenAway]
    waiting = []
    hasBeenAway = false
    const ours = new Set(await claim(arrivals.map(({ id }) => id)))
    noticesFor(
      arrivals.filter(({ id }) => ours.has(id)),
      wasAway,
    ).forEach(show)
  }

  return {
    changed(next, previous, wasAway) {
      const read = new Set(next.notifications.filter(({ readAt }) => readAt !== null).map(({ id }) => id))
      waiting = [...arrivalsIn(previous, next), ...waiting].filter(({ id }) => !read.has(id))
      hasBeenAway = waiting.length > 0 && (hasBeenAway || wasAway || !isVisible())
      void tell()
    },
    inSight: () => void tell(),
  }
}
