import { resolve } from 'node:path'
import { bootstrap } from './bootstrap.ts'
import { type MigrateResult, migrate } from './migrate.ts'
import { startPostgres, superuser } from './postgres.ts'
import { loadSecrets } from './secrets.ts'

export type StackOptions = {
  /** Folder of the stack: database, secrets, logs. Default STACK_DIR or `.stack`. */
  dir?: string
  /** Default STACK_API_PORT or 54321. */
  apiPort?: number
  /** Default STACK_DB_PORT or 54322. */
  dbPort?: number
  log?: (line: string) => void
  /** Adds the demo accounts of demo.sql. */
  demo?: boolean
}

export type StackStatus = {
  api_url: string
  db_url: string
  studio_url: string
  publishable_key: string
  secret_key: string
  jwt_secret: string
}

export type RunningStack = {
  status: StackStatus
  /** Connection string of the superuser `supabase_admin`: for the stack itself and for tests. */
  superuserUrl: string
  migrated: MigrateResult
  stop(): Promise<void>
}

/** Starts a whole embedded Supabase. Errors: StackError with a sentence for what a person can mend. */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const dir = resolve(options.dir ?? process.env.STACK_DIR ?? '.stack')
  const apiPort = options.apiPort ?? Number(process.env.STACK_API_PORT ?? 54321)
  const dbPort = options.dbPort ?? Number(process.env.STACK_DB_PORT ?? 54322)
  const secrets = loadSecrets(dir)
  const databaseUrl = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${dbPort}/postgres`
  const superuserUrl = databaseUrl(superuser, secrets.superuser_password)
  const dbUrl = databaseUrl('postgres', secrets.postgres_password)

  const postgres = await startPostgres({
    dir,
    port: dbPort,
    superuserPassword: secrets.superuser_password,
    log: options.log,
  })
  try {
    await bootstrap(superuserUrl, secrets)
    const migrated = await migrate({ databaseUrl: dbUrl, demo: options.demo, log: options.log })
    const apiUrl = `http://127.0.0.1:${apiPort}`
    return {
      status: {
        api_url: apiUrl,
        db_url: dbUrl,
        studio_url: `${apiUrl}/`,
        publishable_key: secrets.publishable_key,
        secret_key: secrets.secret_key,
        jwt_secret: secrets.jwt_secret,
      },
      superuserUrl,
      migrated,
      stop: () => postgres.stop(),
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}
