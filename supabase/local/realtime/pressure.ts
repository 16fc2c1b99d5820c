/**
 * Knows the sockets whose queues fill up. A client that reads, only slower than changes come, is waited for a
 * moment between two batches; one that does not read at all is not, and runs into its bound.
 */
export type Pressed = { lastProgressAtMs: number }

const lookEveryMs = 5
const patienceMs = 250
const maxWaitMs = 1_000

export class Pressure {
  readonly #pressed = new Set<Pressed>()

  add(socket: Pressed): void {
    this.#pressed.add(socket)
  }

  remove(socket: Pressed): void {
    this.#pressed.delete(socket)
  }

  /** Resolves once every socket that still makes progress has room, or after a second. */
  async relieved(): Promise<void> {
    const giveUpAtMs = Date.now() + maxWaitMs
    while (this.#isAnyoneReading() && Date.now() < giveUpAtMs) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
  }

  #isAnyoneReading(): boolean {
    const sinceMs = Date.now() - patienceMs
    for (const socket of this.#pressed) if (socket.lastProgressAtMs >= sinceMs) return true
    return false
  }
}
