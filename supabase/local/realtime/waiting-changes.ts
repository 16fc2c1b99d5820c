/**
 * What has come from the stream and is not served yet, within bounds: changes, and the ends of their transactions.
 */
import type { Change } from './change.ts'
import type { Limits } from './limits.ts'

type Waiting = Change | { committedTo: string }

export type Taken = {
  changes: Change[]
  /** The end of the last transaction that is complete with them. */
  committedTo: string | null
}

const maxBatch = 512

export class WaitingChanges {
  readonly #limits: Limits
  #waiting: Waiting[] = []
  #changes = 0
  #bytes = 0
  #room: Promise<void> | null = null
  #onRoom = () => {}

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** A returned promise resolves when there is room for more. */
  push(change: Change): Promise<void> | undefined {
    this.#waiting.push(change)
    this.#changes += 1
    this.#bytes += change.bytes
    if (this.#hasRoom(1)) return undefined
    this.#room ??= new Promise((resolve) => {
      this.#onRoom = resolve
    })
    return this.#room
  }

  /** Notes that everything so far belongs to transactions that end here or before. */
  commit(lsn: string): void {
    this.#waiting.push({ committedTo: lsn })
  }

  /** Takes what makes up the next batch. */
  take(): Taken {
    const changes: Change[] = []
    let committedTo: string | null = null
    let at = 0
    let bytes = 0
    const maxBytes = this.#limits.maxQueuedBytes / 4
    for (; at < this.#waiting.length && changes.length < maxBatch && bytes < maxBytes; at++) {
      const next = this.#waiting[at]
      if (!next) continue
      if ('committedTo' in next) committedTo = next.committedTo
      else {
        changes.push(next)
        bytes += next.bytes
      }
    }
    this.#waiting = this.#waiting.slice(at)
    this.#changes -= changes.length
    this.#bytes -= bytes
    if (this.#hasRoom(0.5)) this.#makeRoom()
    return { changes, committedTo }
  }

  clear(): void {
    this.#waiting = []
    this.#changes = 0
    this.#bytes = 0
    this.#makeRoom()
  }

  /** Whether less than this part of the bounds is taken. */
  #hasRoom(part: number): boolean {
    const { maxWaitingChanges, maxWaitingBytes } = this.#limits
    return this.#changes < maxWaitingChanges * part && this.#bytes < maxWaitingBytes * part
  }

  #makeRoom(): void {
    this.#room = null
    this.#onRoom()
  }
}
