import pg from 'pg'
import { afterAll, inject } from 'vitest'

/** What runs SQL: the pool (a connection per statement) or one connection of it. */
export type Database = Pick<pg.ClientBase, 'query'>

/** Connections of one test file as role `postgres`: what psql, the dashboard and migrations are. */
export const database = new pg.Pool({ connectionString: inject('stack').db_url, max: 12 })

afterAll(() => database.end())

/** Rows of one statement. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  db: Database,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await db.query<Row>(text, values)
  return rows
}

/** The only row of one statement. Errors: when there is not exactly one. */
export async function rowOf<Row extends pg.QueryResultRow>(
  db: Database,
  text: string,
  values: unknown[] = [],
): Promise<Row> {
  const [row, ...more] = await rowsOf<Row>(db, text, values)
  if (row === undefined || more.length > 0) throw new Error(`Expected one row from: ${text}`)
  return row
}

/** Runs `run` in a transaction of one connection, and then commits it or rolls it back. */
export async function inTransaction<T>(
  end: 'commit' | 'rollback',
  run: (db: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const db = await database.connect()
  try {
    await db.query('begin')
    const result = await run(db)
    await db.query(end)
    return result
  } catch (error) {
    await db.query('rollback')
    throw error
  } finally {
    db.release()
  }
}
