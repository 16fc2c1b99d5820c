/** Counts events in windows of fixed length and says when there are too many. */
export class Rate {
  readonly #max: number
  readonly #windowMs: number
  #startedAtMs = 0
  #count = 0

  constructor(max: number, windowMs = 1_000) {
    this.#max = max
    this.#windowMs = windowMs
  }

  /** Counts one event or several; false when they are too many. */
  take(events = 1): boolean {
    const now = Date.now()
    if (now - this.#startedAtMs >= this.#windowMs) {
      this.#startedAtMs = now
      this.#count = 0
    }
    this.#count += events
    return this.#count <= this.#max
  }
}
