/**
 * What one socket still has to be sent. Frames that are queued within one turn of the event loop leave as one
 * write; while the peer does not read they wait as references to shared bytes, up to a bound.
 */
import type { Duplex } from 'node:stream'
import type { Pressed, Pressure } from './pressure.ts'

const maxJoinedBytes = 64 * 1024

/** Those with frames to write. */
let dirty: Outbox[] = []

/** Writes now what would be written at the end of this turn. */
export function flushOutboxes(): void {
  const flushed = dirty
  dirty = []
  for (const outbox of flushed) outbox.flush()
}

export type OutboxOptions = {
  stream: Duplex
  /** What may wait; beyond it `onOverflow` is called. */
  maxBytes: number
  pressure: Pressure
  onOverflow: () => void
}

export class Outbox implements Pressed {
  lastProgressAtMs = Date.now()
  readonly #stream: Duplex
  readonly #maxBytes: number
  readonly #pressure: Pressure
  readonly #onOverflow: () => void
  #frames: Buffer[] = []
  #bytes = 0
  #isDirty = false
  #isBlocked = false

  constructor({ stream, maxBytes, pressure, onOverflow }: OutboxOptions) {
    this.#stream = stream
    this.#maxBytes = maxBytes
    this.#pressure = pressure
    this.#onOverflow = onOverflow
    stream.on('drain', () => {
      this.#isBlocked = false
      this.lastProgressAtMs = Date.now()
      this.flush()
    })
    stream.on('close', () => pressure.remove(this))
  }

  push(frame: Buffer): void {
    this.#frames.push(frame)
    this.#bytes += frame.length
    if (this.#isBlocked) {
      this.#checkBound()
      return
    }
    if (this.#isDirty) return
    this.#isDirty = true
    if (dirty.push(this) === 1) queueMicrotask(flushOutboxes)
  }

  /** Writes as much as the stream takes. */
  flush(): void {
    this.#isDirty = false
    while (this.#frames.length > 0 && !this.#isBlocked && !this.#stream.destroyed) {
      this.#isBlocked = !this.#stream.write(this.#takeJoined())
    }
    this.#checkBound()
  }

  #checkBound(): void {
    const queued = this.#bytes + this.#stream.writableLength
    if (queued > this.#maxBytes / 2) this.#pressure.add(this)
    else this.#pressure.remove(this)
    if (this.#isBlocked && queued > this.#maxBytes) this.#overflow()
  }

  #takeJoined(): Buffer {
    const [first] = this.#frames
    if (first && this.#frames.length === 1) {
      this.#clear()
      return first
    }
    let bytes = 0
    let count = 0
    for (const frame of this.#frames) {
      if (count > 0 && bytes + frame.length > maxJoinedBytes) break
      bytes += frame.length
      count += 1
    }
    const joined = this.#frames.slice(0, count)
    this.#frames = this.#frames.slice(count)
    this.#bytes -= bytes
    return joined.length === 1 && first ? first : Buffer.concat(joined, bytes)
  }

  #overflow(): void {
    this.#pressure.remove(this)
    this.#clear()
    this.#onOverflow()
  }

  #clear(): void {
    this.#frames = []
    this.#bytes = 0
  }
}
