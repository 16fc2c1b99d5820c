/** Counts what a client has sent and the server still has to look at, against two bounds. */
export class Backlog {
  readonly #maxFrames: number
  readonly #maxBytes: number
  #frames = 0
  #bytes = 0

  constructor(maxFrames: number, maxBytes: number) {
    this.#maxFrames = maxFrames
    this.#maxBytes = maxBytes
  }

  /** Counts a frame that has to wait; false when it is one too many. */
  add(bytes: number): boolean {
    this.#frames += 1
    this.#bytes += bytes
    return this.#frames <= this.#maxFrames && this.#bytes <= this.#maxBytes
  }

  remove(bytes: number): void {
    this.#frames -= 1
    this.#bytes -= bytes
  }
}
