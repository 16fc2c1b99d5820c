/** A channel's subscription to row changes, and its switch to another token. */
import type { CatalogReader } from './catalog-reader.ts'
import type { Channel } from './channel.ts'
import type { Connection } from './database.ts'
import type { Delivery } from './delivery.ts'
import type { Entry } from './entry.ts'
import type { Version } from './protocol.ts'
import type { Subscription } from './shapes.ts'
import { type PreparedEntries, prepareEntries } from './subscribe.ts'
import type { Claims } from './tokens.ts'

export type Prepared = PreparedEntries | { error: string }

export type ChangesOptions = {
  channel: Channel
  version: Version
  isLegacy: boolean
  /** What the client asked for, or why it cannot be understood. */
  entries: Entry[] | { error: string }
  claims: Claims
  delivery: Delivery
  work: Connection
  catalog: CatalogReader
}

const subscribedText = 'Subscribed to PostgreSQL'

export class ChangesSubscription {
  readonly #options: ChangesOptions
  #claims: Claims
  #prepared: Prepared
  #current: Subscription | null
  #isReleased = false

  constructor(options: ChangesOptions, prepared: Prepared) {
    this.#options = options
    this.#claims = options.claims
    this.#prepared = prepared
    this.#current = this.#subscribe()
  }

  /** Whether changes come. */
  get isLive(): boolean {
    return this.#current !== null
  }

  /** Tells the client how its subscription stands. */
  announce(): void {
    const { channel } = this.#options
    if ('error' in this.#prepared) channel.system('postgres_changes', 'error', this.#prepared.error)
    else channel.system('postgres_changes', 'ok', subscribedText)
  }

  /**
   * Continues under other claims: no change is emitted under the old ones from now on. `confirm` may still refuse.
   * Errors: the database cannot be asked.
   */
  switchTo(claims: Claims, confirm: () => Promise<boolean>): Promise<void> {
    const { channel, delivery } = this.#options
    return delivery.switchSubscription(channel, async () => {
      if (!(await confirm()) || this.#isReleased) return null
      const isKnown = this.isLive && claims.role === this.#claims.role
      return this.#adopt(claims, isKnown ? this.#prepared : await this.#prepare(claims.role))
    })
  }

  /** Looks anew at what is published, and tells the client. Errors: the database cannot be asked. */
  async renew(): Promise<void> {
    if (!this.isLive) return
    const { role } = this.#claims
    const prepared = await this.#prepare(role)
    if (!this.isLive || this.#claims.role !== role) return
    if (coversTheSame(prepared, this.#prepared)) {
      this.announce()
      return
    }
    const { channel, delivery } = this.#options
    await delivery.switchSubscription(channel, async () => {
      if (this.#isReleased || this.#claims.role !== role) return this.#current
      return this.#adopt(this.#claims, prepared)
    })
  }

  release(): void {
    this.#isReleased = true
    this.#drop()
  }

  async #prepare(role: string): Promise<Prepared> {
    const { entries, work, catalog } = this.#options
    return 'error' in entries ? entries : prepareEntries(work, catalog, entries, role)
  }

  #adopt(claims: Claims, prepared: Prepared): Subscription | null {
    if (this.#isReleased) return null
    this.#drop()
    this.#claims = claims
    this.#prepared = prepared
    this.#current = this.#subscribe()
    this.announce()
    return this.#current
  }

  #subscribe(): Subscription | null {
    const { channel, version, isLegacy, entries, delivery } = this.#options
    if ('error' in this.#prepared || 'error' in entries) return null
    const draft = { version, topic: channel.topic, isLegacy, role: this.#claims.role, ...this.#prepared }
    return delivery.subscribe(draft, entries, this.#claims, channel)
  }

  #drop(): void {
    if (this.#current) this.#options.delivery.unsubscribe(this.#current)
    this.#current = null
  }
}

function coversTheSame(one: Prepared, other: Prepared): boolean {
  if ('error' in one || 'error' in other) return false
  return one.tables.size === other.tables.size && [...one.tables.keys()].every((key) => other.tables.has(key))
}
