/**
 * The connections to Postgres beside the stream: `checks` asks row security in a pipeline and nothing else,
 * `work` serves joins and private channels. Both come back by themselves after a restart of Postgres.
 */
import pg from 'pg'

export type DatabaseOptions = { url: string; log: (line: string) => void }

/** How values are printed must not depend on the settings of the database or of a role. */
export const sessionSettings = [
  'TimeZone=UTC',
  'DateStyle=ISO',
  'IntervalStyle=postgres',
  'extra_float_digits=1',
  'bytea_output=hex',
  'client_encoding=UTF8',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')

export type Row = Record<string, unknown>

export type Connection = {
  /** Runs one statement. With a name it is prepared once per connection. Errors are those of pg. */
  query(text: string, values?: unknown[], name?: string): Promise<Row[]>
  /** Changes with every new session: what was made in a session (functions of pg_temp) is gone then. */
  session(): number
  close(): Promise<void>
}

export type ConnectionOptions = {
  name: string
  /** Command-line settings beside those of every session. */
  settings?: string
  /** SQL that every new session begins with. */
  setup?: string
}

/** One pipelined connection, opened at the first query and again after it broke. */
export function connectionTo(
  database: DatabaseOptions,
  { name, settings = '', setup }: ConnectionOptions,
): Connection {
  let opened: Promise<pg.Client> | null = null
  let session = 0
  let isClosed = false

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: database.url,
      options: `${sessionSettings} ${settings}`.trim(),
      application_name: name,
      keepAlive: true,
      pipeline: true,
    })
    const forget = () => {
      if (opened === pending) opened = null
    }
    client.on('error', forget)
    client.on('end', forget)
    await client.connect()
    if (setup) await client.query(setup)
    session += 1
    return client
  }

  let pending: Promise<pg.Client> | null = null
  function client(): Promise<pg.Client> {
    if (isClosed) return Promise.reject(new Error('Realtime is closed'))
    if (opened) return opened
    pending = open()
    opened = pending
    pending.catch(() => {
      opened = null
    })
    return pending
  }

  return {
    session: () => session,
    async query(text, values, statement) {
      const open = await client()
      const result = await open.query<Row>(statement ? { name: statement, text, values } : { text, values })
      return result.rows
    },
    async close() {
      isClosed = true
      const open = await opened?.catch(() => null)
      await open?.end().catch(() => {})
    },
  }
}
