import { bootstrap } from '../bootstrap.ts'
import { loadConfig } from '../config.ts'
import { migrate } from '../migrate.ts'
import { findOwner } from '../owner.ts'
import { databaseUrls, placeOf } from '../place.ts'
import { startPostgres } from '../postgres.ts'
import { loadSecrets } from '../secrets.ts'

/** Applies new migrations to the running stack, or to its database while it is stopped. */
export async function migrateStack({ demo }: { demo: boolean }): Promise<void> {
  const config = loadConfig()
  const { dir, dbPort } = placeOf({}, config)
  const owner = findOwner(dir)
  if (owner) return report(await apply(owner.db_port))

  const secrets = loadSecrets(dir)
  const postgres = await startPostgres({ dir, port: dbPort, superuserPassword: secrets.superuser_password })
  try {
    await bootstrap(databaseUrls(dbPort, secrets).superuserUrl, secrets, config.api.auto_expose_new_tables)
    report(await apply(dbPort))
  } finally {
    await postgres.stop()
  }

  function apply(port: number) {
    const { postgresUrl } = databaseUrls(port, loadSecrets(dir))
    return migrate({ databaseUrl: postgresUrl, demo, log: (line) => console.log(line) })
  }
}

function report({ migrations, seeds }: { migrations: string[]; seeds: string[] }): void {
  if (migrations.length + seeds.length === 0) console.log('Nothing to apply: the database is up to date.')
}
