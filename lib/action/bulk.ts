import { type ErrorInfo, fail, type Result } from '@/lib/result'

/** What became of one of many: each has an outcome of its own. */
export type BulkRow<Item> = {
  item: Item
  state: 'waiting' | 'sending' | 'done' | 'refused' | 'stopped'
  /** Why it was refused. */
  error: ErrorInfo | null
}

/** One answer per item sent, in the same order: null when it was done, else why not. */
export type SendChunk<Item> = (items: Item[]) => Promise<Result<(ErrorInfo | null)[]>>

type Options<Item> = {
  send: SendChunk<Item>
  /** How many are sent at once: a stop takes effect after them. */
  chunkSize: number
  isStopped: () => boolean
  onChange: (rows: BulkRow<Item>[]) => void
}

const NO_ANSWER: ErrorInfo = fail('internal', 'Nothing was heard of this one.').error

/**
 * Sends `items` chunk after chunk and tells after each how far it is. A chunk that fails as a whole ends it: whatever
 * made it fail would meet the next one too.
 */
export async function runBulk<Item>(items: Item[], options: Options<Item>): Promise<BulkRow<Item>[]> {
  const { send, chunkSize, isStopped, onChange } = options
  let rows: BulkRow<Item>[] = items.map((item) => ({ item, state: 'waiting', error: null }))

  function update(from: number, to: number, next: (index: number) => Omit<BulkRow<Item>, 'item'>) {
    rows = rows.map((row, index) => (index < from || index >= to ? row : { ...row, ...next(index - from) }))
    onChange(rows)
  }

  for (let from = 0; from < items.length; from += chunkSize) {
    if (isStopped()) {
      update(from, items.length, () => ({ state: 'stopped', error: null }))
      break
    }
    const to = Math.min(from + chunkSize, items.length)
    update(from, to, () => ({ state: 'sending', error: null }))
    const result = await send(items.slice(from, to))
    if (!result.success) {
      update(from, to, () => ({ state: 'refused', error: result.error }))
      update(to, items.length, () => ({ state: 'stopped', error: null }))
      break
    }
    update(from, to, (index) => outcome(result.data[index]))
  }
  return rows
}

function outcome(answer: ErrorInfo | null | undefined): {
  state: 'done' | 'refused'
  error: ErrorInfo | null
} {
  const error = answer === undefined ? NO_ANSWER : answer
  return { state: error === null ? 'done' : 'refused', error }
}
