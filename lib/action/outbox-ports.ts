import { createKeyValue } from '@/lib/realtime/key-value'
import type { OutboxEntry, OutboxPorts } from './outbox'

const DATABASE = 'rowcast-outbox'

/** The browser's side of the outbox of `userId`. `onChange`: another tab has changed it. */
export function browserOutboxPorts(
  userId: string,
  onChange: () => void,
): { ports: OutboxPorts; close: () => void } {
  const name = `rowcast-outbox:${userId}`
  const channel = new BroadcastChannel(name)
  channel.onmessage = onChange
  return {
    ports: {
      storage: createKeyValue(DATABASE),
      lock: oneAtATime(name),
      tell: () => channel.postMessage(null),
    },
    close: () => channel.close(),
  }
}

/** One tab at a time where the browser has locks; else one at a time in this tab: the keys make a second send harmless. */
function oneAtATime(name: string): OutboxPorts['lock'] {
  if ('locks' in navigator) return (run) => navigator.locks.request(name, run)
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const answer = last.then(run)
    last = answer.catch(() => undefined)
    return answer
  }
}

/** Removes what waits for anyone but `userId`: somebody else has this browser now. */
export async function forgetOutboxOfOthers(userId: string): Promise<void> {
  const storage = createKeyValue(DATABASE)
  const entries = (await storage.entries()) as [string, OutboxEntry][]
  const others = entries.filter(([, entry]) => entry.userId !== userId)
  if (others.length > 0) await storage.remove(others.map(([key]) => key))
}
