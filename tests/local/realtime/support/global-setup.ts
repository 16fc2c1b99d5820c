/** One Postgres for the run, made to look like Supabase once and copied for each test file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bootstrap } from '../../../../supabase/local/bootstrap.ts'
import { startPostgres } from '../../../../supabase/local/postgres.ts'
import { loadSecrets } from '../../../../supabase/local/secrets.ts'
import { freePort } from '../../../support/free-port.ts'
import { hostedProject } from './hosted.ts'

const superuser = 'supabase_admin'

export type TestPostgres = { port: number; superuserPassword: string; postgresPassword: string }

declare module 'vitest' {
  interface ProvidedContext {
    testPostgres: TestPostgres
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (hostedProject()) return async () => {}
  const dir = await mkdtemp(join(tmpdir(), 'rowcast-realtime-'))
  const secrets = loadSecrets(dir)
  const postgres = await startPostgres({
    dir,
    port: await freePort(),
    superuserPassword: secrets.superuser_password,
  })
  const password = encodeURIComponent(secrets.superuser_password)
  await bootstrap(`postgresql://${superuser}:${password}@127.0.0.1:${postgres.port}/postgres`, secrets)
  project.provide('testPostgres', {
    port: postgres.port,
    superuserPassword: secrets.superuser_password,
    postgresPassword: secrets.postgres_password,
  })
  return async () => {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}
