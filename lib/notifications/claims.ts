const KEY = 'rowcast-told-notifications'
/** Enough to remember what all tabs could be told of at about the same time. */
const MOST_REMEMBERED = 200

/** Gives those of `ids` that no tab of this browser has told its person yet; from now on this tab has. */
export type Claim = (ids: string[]) => Promise<string[]>

/**
 * Each tab hears of a notification by itself, and one of them shows it. One at a time looks at the list where the
 * browser has locks; without them, or without storage, two tabs may both show it.
 */
export function browserClaims(storage: () => Storage = () => localStorage): Claim {
  const told = new Set<string>()

  function claim(ids: string[]): string[] {
    for (const id of remembered(storage)) told.add(id)
    const fresh = ids.filter((id) => !told.has(id))
    for (const id of fresh) told.add(id)
    if (fresh.length > 0) remember(storage, [...told].slice(-MOST_REMEMBERED))
    return fresh
  }

  return async (ids) => ('locks' in navigator ? navigator.locks.request(KEY, () => claim(ids)) : claim(ids))
}

function remembered(storage: () => Storage): string[] {
  try {
    const ids: unknown = JSON.parse(storage().getItem(KEY) ?? '[]')
    return Array.isArray(ids) ? ids.map(String) : []
  } catch {
    // Storage may be off or full of something else: then this tab knows what it has told itself.
    return []
  }
}

function remember(storage: () => Storage, ids: string[]): void {
  try {
    storage().setItem(KEY, JSON.stringify(ids))
  } catch {
    // As above.
  }
}
