/**
 * From the stream to the sockets, in commit order. Changes wait here and are taken in batches; each batch is
 * matched to shapes, checked against row security once per distinct claims, and sent. While one batch is being
 * served the next one gathers, so that changes of the same row share an answer and a socket gets one write.
 */
import { readFileSync } from 'node:fs'
import { BatchPlan } from './batch-plan.ts'
import type { Change } from './change.ts'
import { ClaimsKeys } from './claims-keys.ts'
import type { Connection } from './database.ts'
import type { Entry } from './entry.ts'
import { KeptVerdicts } from './kept-verdicts.ts'
import type { Limits } from './limits.ts'
import { matchChanges } from './matcher.ts'
import type { Pressure } from './pressure.ts'
import { Sender } from './sender.ts'
import type { ShapeDraft, Subscriber } from './shape.ts'
import { Shapes, type Subscription } from './shapes.ts'
import { isSqlError } from './sql-error.ts'
import { TableFunctions } from './table-functions.ts'
import { Tables } from './tables.ts'
import type { Claims } from './tokens.ts'
import { RowSecurity } from './visible-to.ts'
import { WaitingChanges } from './waiting-changes.ts'

/** The function that `Delivery` needs in every session of its connection. */
export const deliverySetup = readFileSync(new URL('./await-visible.sql', import.meta.url), 'utf8')

const minRestMs = 2
const maxRestMs = 100
const restFactor = 1.3

export type DeliveryOptions = {
  checks: Connection
  limits: Limits
  pressure: Pressure
  log: (line: string) => void
  /** Everything up to this position has been handed to the sockets. */
  onHandedOver(lsn: string): void
  /** Changes had to be given up: subscribers must be told to start over. */
  onGap(reason: string): void
}

export class Delivery {
  readonly #options: DeliveryOptions
  readonly #shapes = new Shapes()
  readonly #tables: Tables
  readonly #verdicts: KeptVerdicts
  readonly #claimsKeys = new ClaimsKeys()
  readonly #waiting: WaitingChanges
  #tasks: (() => Promise<void>)[] = []
  #isRunning = false
  #isResting = false
  #batch: Change[] = []
  /** Who was held back from the batch while switching tokens, with the first change that is still due. */
  #skipped = new Map<Subscriber, Change>()

  constructor(options: DeliveryOptions) {
    this.#options = options
    this.#waiting = new WaitingChanges(options.limits)
    this.#tables = new Tables(options.checks)
    const functions = new TableFunctions(options.checks)
    const rowSecurity = new RowSecurity(functions, options.log)
    this.#verdicts = new KeptVerdicts({ database: options.checks, functions, rowSecurity })
  }

  /** Takes a change from the stream. A returned promise resolves when there is room for more. */
  push(change: Change): Promise<void> | undefined {
    if (!this.#shapes.hasInterest(change.relation)) return undefined
    const room = this.#waiting.push(change)
    this.#run()
    return room
  }

  /** Marks the end of a transaction: once all before it is handed over, so is this position. */
  commit(lsn: string): void {
    if (this.isDrained()) {
      this.#options.onHandedOver(lsn)
      return
    }
    this.#waiting.commit(lsn)
  }

  isDrained(): boolean {
    return this.#waiting.isEmpty && (!this.#isRunning || this.#isResting)
  }

  /** Forgets what waits: the stream broke, and everybody concerned is told. */
  clear(): void {
    this.#waiting.clear()
    this.#tables.clear()
  }

  subscribe(draft: ShapeDraft, entries: Entry[], claims: Claims, subscriber: Subscriber): Subscription {
    return this.#shapes.subscribe(draft, entries, claims, subscriber)
  }

  unsubscribe(subscription: Subscription): void {
    this.#shapes.unsubscribe(subscription)
  }

  /**
   * Runs a task between two batches. Its subscriber counts as switching until then; what was held back from it
   * meanwhile is delivered under the subscription that the task returns.
   */
  switchSubscription(subscriber: Subscriber, task: () => Promise<Subscription | null>): Promise<void> {
    subscriber.isSwitching = true
    return new Promise((resolve, reject) => {
      this.#tasks.push(async () => {
        try {
          const subscription = await task()
          subscriber.isSwitching = false
          await this.#catchUp(subscriber, subscription)
          resolve()
        } catch (error) {
          this.#giveUp(error)
          reject(error)
        } finally {
          subscriber.isSwitching = false
        }
      })
      this.#run()
    })
  }

  async #catchUp(subscriber: Subscriber, subscription: Subscription | null): Promise<void> {
    const first = this.#skipped.get(subscriber)
    this.#skipped.delete(subscriber)
    if (first && subscription) await this.#serve(this.#batch.slice(this.#batch.indexOf(first)), subscription)
  }

  #run(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    // The rest of the transaction usually arrives in the same read of the stream.
    setImmediate(() => void this.#drain())
  }

  async #drain(): Promise<void> {
    for (;;) {
      while (this.#tasks.length > 0) await this.#tasks.shift()?.()
      if (this.#waiting.isEmpty) break
      const startedAt = performance.now()
      await this.#serveNext()
      this.#isResting = true
      await this.#rest(performance.now() - startedAt)
      this.#isResting = false
      await this.#options.pressure.relieved()
    }
    this.#batch = []
    this.#skipped.clear()
    this.#isRunning = false
  }

  /**
   * A change after a quiet moment is served at once. Under load it pays to let changes gather: one answer and one
   * write then serve several of them, and clients on the same machine get their share of it.
   */
  async #rest(tookMs: number): Promise<void> {
    if (this.#tasks.length > 0) return
    if (tookMs < minRestMs) return new Promise((resolve) => setImmediate(resolve))
    return new Promise((resolve) => setTimeout(resolve, Math.min(tookMs * restFactor, maxRestMs)))
  }

  async #serveNext(): Promise<void> {
    const taken = this.#waiting.take()
    this.#batch = taken.changes
    this.#skipped.clear()
    try {
      await this.#serve(taken.changes, null)
      if (taken.committedTo) this.#options.onHandedOver(taken.committedTo)
    } catch (error) {
      this.#giveUp(error)
    }
  }

  /** The database cannot be asked: what waits is lost, and everybody who watches is told to start over. */
  #giveUp(error: unknown): void {
    this.clear()
    this.#options.onGap(error instanceof Error ? error.message : String(error))
  }

  /** Serves a batch to everybody, or only to one subscriber that switched its token meanwhile. */
  async #serve(changes: Change[], only: Subscription | null): Promise<void> {
    const relations = new Set(changes.map((change) => change.relation))
    await this.#tables.prepare(relations, this.#shapes.roles())
    const matches = await matchChanges(changes, {
      stateOf: (relation) => this.#tables.state(relation),
      findShapes: (relation, values) => (only ? [only.shape] : this.#shapes.find(relation, values)),
      database: this.#options.checks,
      maxChangeBytes: this.#options.limits.maxChangeBytes,
    })
    if (matches.length === 0) return
    const plan = new BatchPlan(
      matches,
      this.#claimsKeys,
      (relation) => this.#tables.state(relation),
      only?.claims,
    )
    const sender = new Sender(this.#skipped, only?.subscriber ?? null)
    const unchecked = plan.readyWorks()
    const tables = plan.tables()
    const transactions = [...new Set(changes.map((change) => change.transactionId))]
    // When all is to be checked on one table, the first question waits by itself: one round trip less.
    const isWaitedFor = unchecked.length > 0 || tables.length > 1
    // Sent ahead of the questions on the same connection, so that they are asked after it.
    const isVisible = isWaitedFor ? this.#awaitVisible(transactions) : Promise.resolve()
    const answered = tables.map(({ state, asked }) =>
      this.#verdicts.ask(
        state.relation,
        asked.map(({ question }) => question),
        isWaitedFor ? [] : transactions,
        (answers) => sender.add(plan.answered(asked, answers)),
      ),
    )
    await Promise.all([isVisible.then(() => sender.add(unchecked)), ...answered])
    await sender.finished()
  }

  /** Nobody is told of a row before a query would find it. */
  async #awaitVisible(transactions: number[]): Promise<void> {
    try {
      await this.#options.checks.query('select pg_temp.await_visible($1)', [transactions], 'await_visible')
    } catch (error) {
      if (!isSqlError(error)) throw error
      this.#options.log(`realtime: a commit took long to become visible: ${error.message}`)
    }
  }
}
