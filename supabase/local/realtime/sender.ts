/**
 * Hands the works of a batch to the sockets, first ready first sent, and lets other work of the process run
 * in between, so that heartbeats are answered while a large batch goes out.
 */
import type { Delivered, Work } from './batch-plan.ts'
import { bytesOf } from './bundle.ts'
import type { Change } from './change.ts'
import { flushOutboxes } from './outbox.ts'
import type { Subscriber } from './shape.ts'

const budgetMs = 6
/** Written before the next ones are gathered, so that the first clients have theirs while the others wait. */
const sendsAtOnce = 64

export class Sender {
  readonly #skipped: Map<Subscriber, Change>
  readonly #only: Subscriber | null
  #ready: Work[] = []
  #isSending = false
  #sends = 0
  #untilMs = 0
  #onIdle: (() => void) | null = null

  /**
   * Subscribers that are switching tokens are noted in `skipped` with the first change held back from them. With
   * `only` nobody else gets anything.
   */
  constructor(skipped: Map<Subscriber, Change>, only: Subscriber | null) {
    this.#skipped = skipped
    this.#only = only
  }

  add(works: Work[]): void {
    for (const work of works) this.#ready.push(work)
    if (!this.#isSending && this.#ready.length > 0) void this.#send()
  }

  /** Resolves when everything added so far has been handed over. */
  finished(): Promise<void> {
    if (!this.#isSending) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onIdle = resolve
    })
  }

  async #send(): Promise<void> {
    this.#isSending = true
    const nowMs = performance.now()
    // Answers that come right upon each other belong to one turn.
    if (nowMs > this.#untilMs + budgetMs) this.#untilMs = nowMs + budgetMs
    // Grows while it is walked through: answers come in between.
    for (let at = 0; at < this.#ready.length; at++) {
      const work = this.#ready[at]
      if (!work) continue
      for (const delivered of work.deliveries) {
        if (isVisible(delivered)) this.#sendTo(delivered, work)
        if (this.#sends < sendsAtOnce) continue
        this.#sends = 0
        flushOutboxes()
        if (performance.now() < this.#untilMs) continue
        await new Promise((resolve) => setImmediate(resolve))
        this.#untilMs = performance.now() + budgetMs
      }
    }
    this.#ready = []
    this.#isSending = false
    this.#onIdle?.()
    this.#onIdle = null
  }

  #sendTo({ bundle }: Delivered, work: Work): void {
    const subscribers = bundle.shape.members.get(work.claims)
    if (!subscribers) return
    for (const subscriber of subscribers) {
      this.#sends += 1
      if (this.#only && subscriber !== this.#only) continue
      if (!subscriber.isSwitching || this.#only) subscriber.send(bytesOf(bundle))
      else if (!this.#skipped.has(subscriber)) this.#skipped.set(subscriber, bundle.matches[0].change)
    }
  }
}

function isVisible({ asked, at }: Delivered): boolean {
  return asked === null || asked.answer?.[at] === true
}
