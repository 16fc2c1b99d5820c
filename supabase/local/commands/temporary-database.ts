import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrap } from '../bootstrap.ts'
import { loadConfig } from '../config.ts'
import { migrate } from '../migrate.ts'
import { databaseUrls } from '../place.ts'
import { findFreePort } from '../ports.ts'
import { startPostgres } from '../postgres.ts'
import { removePostgresHome } from '../postgres-home.ts'
import { loadSecrets } from '../secrets.ts'

/** Runs `work` on an empty database that has every migration, and removes it afterwards. */
export async function withTemporaryDatabase<T>(work: (superuserUrl: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'stack-'))
  try {
    const secrets = loadSecrets(dir)
    const port = await findFreePort()
    const { superuserUrl, postgresUrl } = databaseUrls(port, secrets)
    const postgres = await startPostgres({ dir, port, superuserPassword: secrets.superuser_password })
    try {
      await bootstrap(superuserUrl, secrets, loadConfig().api.auto_expose_new_tables)
      await migrate({ databaseUrl: postgresUrl })
      return await work(superuserUrl)
    } finally {
      await postgres.stop()
    }
  } finally {
    removePostgresHome(dir)
    rmSync(dir, { recursive: true, force: true })
  }
}
