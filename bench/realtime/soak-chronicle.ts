/** What was written, and what every join of every subscriber got of it. */
export type Verdict = { joins: number; delivered: number; problems: string[] }

/** One stay on a channel, from the first `system` ok to the end of the socket. */
export type Stay = { who: string; user: number; firstDue: number; received: number[]; isComplete: boolean }

export const users = 20
const rows = 60

/** Row 0 is shared; row r belongs to user r as bench_rows has it, and only users 1 to 20 listen. */
export class Chronicle {
  readonly #written: number[] = [0]
  readonly #stays: Stay[] = []

  /** The next change; its number counts up from 1. */
  issue(): { n: number; rowId: number } {
    const n = this.#written.length
    const rowId = (n * 7) % rows
    this.#written.push(rowId)
    return { n, rowId }
  }

  /** A subscriber begins to get changes; whatever is issued from now on is due to it. */
  beginStay(who: string, user: number): Stay {
    const stay = { who, user, firstDue: this.#written.length, received: [], isComplete: false }
    this.#stays.push(stay)
    return stay
  }

  /** The last change that is due to a user, 0 when there is none. */
  lastDue(stay: Stay): number {
    for (let n = this.#written.length - 1; n >= stay.firstDue; n--)
      if (this.#isVisible(n, stay.user)) return n
    return 0
  }

  verdict(): Verdict {
    return {
      joins: this.#stays.length,
      delivered: this.#stays.reduce((sum, stay) => sum + stay.received.length, 0),
      problems: this.#stays.map((stay) => this.#problemOf(stay)).filter((problem) => problem !== null),
    }
  }

  #isVisible(n: number, user: number): boolean {
    const row = this.#written[n]
    return row === 0 || row === user
  }

  #problemOf(stay: Stay): string | null {
    const first = Math.min(stay.firstDue, stay.received[0] ?? stay.firstDue)
    const end = stay.isComplete ? this.#written.length - 1 : (stay.received.at(-1) ?? 0)
    const due: number[] = []
    for (let n = first; n <= end; n++) if (this.#isVisible(n, stay.user)) due.push(n)
    const at = due.findIndex((n, index) => stay.received[index] !== n)
    if (at === -1 && due.length === stay.received.length) return null
    return `${stay.who}: ${stay.received.length} received, ${due.length} due, first difference at change ${due[at]}, got ${stay.received[at]}`
  }
}
