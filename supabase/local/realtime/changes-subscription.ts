/** A channel's subscription to row changes, and its switch to another token. */
import type { CatalogReader } from './catalog-reader.ts'
import type { Channel } from './channel.ts'
import type { Connection } from './database.ts'
import type { Delivery, Subscription } from './delivery.ts'
import type { Entry } from './entry.ts'
import type { Version } from './protocol.ts'
import { type PreparedEntries, prepareEntries } from './subscribe.ts'
import type { Claims } from './tokens.ts'

export type ChangesOptions = {
  channel: Channel
  version: Version
  isLegacy: boolean
  entries: Entry[]
  prepared: PreparedEntries
  claims: Claims
  delivery: Delivery
  work: Connection
  catalog: CatalogReader
}

export const subscribedText = 'Subscribed to PostgreSQL'

export class ChangesSubscription {
  readonly #options: ChangesOptions
  #claims: Claims
  #prepared: PreparedEntries
  #current: Subscription | null = null
  #isReleased = false

  constructor(options: ChangesOptions) {
    this.#options = options
    this.#claims = options.claims
    this.#prepared = options.prepared
    this.#current = this.#subscribe()
  }

  /**
   * Continues under other claims: no change is emitted under the old ones from now on. `confirm` may still refuse.
   * Errors: the database cannot be asked.
   */
  switchTo(claims: Claims, confirm: () => Promise<boolean>): Promise<void> {
    const { channel, delivery } = this.#options
    return delivery.switchSubscription(channel, async () => {
      if (!(await confirm()) || this.#isReleased) return null
      const prepared = await this.#prepareFor(claims)
      if (this.#isReleased) return null
      this.#drop()
      if ('error' in prepared) {
        channel.system('postgres_changes', 'error', prepared.error)
        return null
      }
      this.#claims = claims
      this.#prepared = prepared
      this.#current = this.#subscribe()
      channel.system('postgres_changes', 'ok', subscribedText)
      return this.#current
    })
  }

  release(): void {
    this.#isReleased = true
    this.#drop()
  }

  async #prepareFor(claims: Claims): Promise<PreparedEntries | { error: string }> {
    if (claims.role === this.#claims.role) return this.#prepared
    return prepareEntries(this.#options.work, this.#options.catalog, this.#options.entries, claims.role)
  }

  #subscribe(): Subscription {
    const { channel, version, isLegacy, entries, delivery } = this.#options
    const { topic } = channel
    const draft = { version, topic, isLegacy, role: this.#claims.role, ...this.#prepared }
    return delivery.subscribe(draft, entries, this.#claims, channel)
  }

  #drop(): void {
    if (this.#current) this.#options.delivery.unsubscribe(this.#current)
    this.#current = null
  }
}
