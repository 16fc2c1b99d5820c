import { loadConfig } from '../config.ts'
import { findOwner } from '../owner.ts'
import { placeOf } from '../place.ts'
import { removePostgresHome } from '../postgres-home.ts'
import { StackError } from '../stack-error.ts'
import { migrateStack } from './migrate.ts'

/** Empties the database and builds it anew from migrations and seed; keys and passwords stay. */
export async function reset({ demo }: { demo: boolean }): Promise<void> {
  const { dir } = placeOf({}, loadConfig())
  if (findOwner(dir)) throw new StackError('Stop the stack first (npm run stack -- stop), then reset it.')
  removePostgresHome(dir)
  await migrateStack({ demo })
}
