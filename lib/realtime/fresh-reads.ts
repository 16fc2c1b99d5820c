import { toMicroseconds } from './instant'

/** For so long an answer waits for someone whose event it holds. */
const KEPT_MS = 10_000
/** Different questions whose last answer is kept. */
const MOST_KEPT = 500

/** `asOf`: the Postgres instant up to which every commit is in the answer; null when it could not be known. */
type Answer = { asOf: string | null }

/**
 * Reads for `key`, unless there is an answer as of `heldFromUs` (microseconds since 1970) or later; null: only a read
 * that begins after this call will do.
 */
export type FreshReads = <T extends Answer>(
  key: string,
  heldFromUs: number | null,
  read: () => Promise<T>,
) => Promise<T>

/** `number`: askers and reads are counted together, so it tells who came first. */
type Read = { number: number; answer: Promise<Answer>; endedAtMs: number }
type Shelf = { latest: Read | null; next: Promise<Answer> | null }

/**
 * Equal reads of many askers are few: for each key one runs and one waits, and an answer serves everyone whose event it
 * holds. Nobody gets data older than the event they ask for: an answer says itself as of when it is true, and one that
 * can't say serves only who asked before it began. A key must name whose rights it reads by.
 */
export function createFreshReads(): FreshReads {
  const shelves = new Map<string, Shelf>()
  let count = 0

  function shelfOf(key: string): Shelf {
    const shelf = shelves.get(key) ?? { latest: null, next: null }
    if (isTooOld(shelf)) shelf.latest = null
    // Used last stands last.
    shelves.delete(key)
    shelves.set(key, shelf)
    return shelf
  }

  function sweep() {
    for (const [key, shelf] of shelves) {
      const isIdle = shelf.next === null && shelf.latest?.endedAtMs !== Number.POSITIVE_INFINITY
      if (isIdle && (isTooOld(shelf) || shelves.size > MOST_KEPT)) shelves.delete(key)
    }
  }

  async function begin(shelf: Shelf, read: () => Promise<Answer>): Promise<Answer> {
    await shelf.latest?.answer.catch(() => undefined)
    count += 1
    const latest: Read = { number: count, answer: read(), endedAtMs: Number.POSITIVE_INFINITY }
    Object.assign(shelf, { latest, next: null })
    try {
      return await latest.answer
    } finally {
      latest.endedAtMs = performance.now()
      sweep()
    }
  }

  async function answerFor(shelf: Shelf, heldFromUs: number | null, read: () => Promise<Answer>) {
    count += 1
    const asked = count
    let tried: Read | null = null
    while (shelf.latest !== tried && shelf.latest !== null) {
      tried = shelf.latest
      if (tried.number > asked) return tried.answer
      if (heldFromUs === null) break
      const answer = await tried.answer.catch(() => null)
      if (answer && holds(answer, heldFromUs)) return answer
    }
    shelf.next ??= begin(shelf, read)
    return shelf.next
  }

  return async <T extends Answer>(key: string, heldFromUs: number | null, read: () => Promise<T>) => {
    // Equal keys stand for equal reads, and with them for equal types.
    return (await answerFor(shelfOf(key), heldFromUs, read)) as T
  }
}

function isTooOld({ latest }: Shelf): boolean {
  return latest !== null && performance.now() - latest.endedAtMs > KEPT_MS
}

function holds({ asOf }: Answer, heldFromUs: number): boolean {
  return asOf !== null && toMicroseconds(asOf) >= heldFromUs
}
