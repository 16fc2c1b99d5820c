/**
 * Notices that tables came into the publication or left it. The database itself writes a note into the stream when
 * that may be so (schema.sql), so nothing is asked while nothing happens; without these notes nothing is noticed.
 */
import type { Connection } from './database.ts'

export type PublicationWatchOptions = {
  /** The connection whose sessions have `pg_temp.await_visible`. */
  checks: Connection
  log: (line: string) => void
  /** The published tables are others now. */
  onChange(): void
}

export class PublicationWatch {
  readonly #options: PublicationWatchOptions
  #known = ''
  #looking: Promise<void> | null = null
  /** The newest transaction that a note came from while the watch was looking. */
  #next: number | null = null

  constructor(options: PublicationWatchOptions) {
    this.#options = options
  }

  /** Takes what is published now for known. Errors: the database cannot be asked. */
  async remember(): Promise<void> {
    this.#known = await this.#published()
  }

  /** Looks once the transaction can be seen; notes that come meanwhile make it look once more. */
  look(transactionId: number): void {
    if (this.#looking) {
      this.#next = transactionId
      return
    }
    this.#looking = this.#compare(transactionId)
      .catch((error: unknown) =>
        this.#options.log(`realtime: the publication was not read: ${String(error)}`),
      )
      .then(() => {
        this.#looking = null
        const next = this.#next
        this.#next = null
        if (next !== null) this.look(next)
      })
  }

  async #compare(transactionId: number): Promise<void> {
    await this.#options.checks.query('select pg_temp.await_visible($1)', [[transactionId]])
    const published = await this.#published()
    if (published === this.#known) return
    this.#known = published
    this.#options.onChange()
  }

  async #published(): Promise<string> {
    const [row] = await this.#options.checks.query(
      `select coalesce(json_agg(json_build_array(n.nspname, c.relname, c.oid) order by c.oid), '[]')::text as published
       from pg_publication p, pg_get_publication_tables(p.pubname) g
       join pg_class c on c.oid = g.relid join pg_namespace n on n.oid = c.relnamespace
       where p.pubname = 'supabase_realtime'`,
    )
    return String(row?.published)
  }
}
