import { createKeyValue, type KeyValue } from '@/lib/realtime/key-value'
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

/** Where a tab notes who signs out in it, until the page after that. */
const LEAVING = 'rowcast-leaving'

/** How much of `userId` the server has not accepted yet. */
export async function countOutbox(userId: string): Promise<number> {
  return (await ownersOf(createKeyValue(DATABASE))).filter(([, owner]) => owner === userId).length
}

/** Removes what waits for anyone but `userId`: somebody else has this browser now. */
export function forgetOutboxOfOthers(userId: string): Promise<void> {
  return forget((owner) => owner !== userId)
}

/** `userId` is about to sign out in this tab, and knows what that removes. */
export function noteLeaving(userId: string): void {
  sessionStorage.setItem(LEAVING, userId)
}

/** Removes what waits for whoever has just signed out here; a session that ended by itself leaves all in place. */
export async function forgetOutboxOfLeaver(): Promise<void> {
  const leaver = sessionStorage.getItem(LEAVING)
  if (leaver === null) return
  await forget((owner) => owner === leaver)
  sessionStorage.removeItem(LEAVING)
}

async function forget(isGone: (owner: string) => boolean): Promise<void> {
  const storage = createKeyValue(DATABASE)
  const gone = (await ownersOf(storage)).filter(([, owner]) => isGone(owner))
  if (gone.length > 0) await storage.remove(gone.map(([key]) => key))
}

async function ownersOf(storage: KeyValue): Promise<[key: string, owner: string][]> {
  const entries = (await storage.entries()) as [string, OutboxEntry][]
  return entries.map(([key, { userId }]) => [key, userId])
}
