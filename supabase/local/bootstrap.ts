import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Secrets } from './secrets.ts'

const folder = dirname(fileURLToPath(import.meta.url))

/** Brings the cluster to the state of a Supabase database; repeating it changes nothing. */
export async function bootstrap(
  superuserUrl: string,
  secrets: Secrets,
  exposesNewTables = true,
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'bootstrap' })
  await client.connect()
  try {
    await client.query(`select set_config('stack.exposes_new_tables', $1, false)`, [String(exposesNewTables)])
    await client.query(readSql('bootstrap.sql'))
    await setPasswords(client, secrets)
    await createAuthTables(client)
    await client.query(readSql('bootstrap-auth.sql'))
    const realtime = join('realtime', 'schema.sql')
    if (existsSync(join(folder, realtime))) await client.query(readSql(realtime))
  } finally {
    await client.end()
  }
}

function readSql(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

async function setPasswords(client: pg.Client, secrets: Secrets): Promise<void> {
  const passwords = {
    postgres: secrets.postgres_password,
    supabase_admin: secrets.superuser_password,
    authenticator: secrets.service_password,
    supabase_auth_admin: secrets.service_password,
  }
  for (const [role, password] of Object.entries(passwords)) {
    await client.query(`alter role ${role} with password ${client.escapeLiteral(password)}`)
  }
}

/** The tables come from the Auth server itself, made before the migrations because those put triggers on them. */
async function createAuthTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select to_regclass('auth.users') is not null as exists")
  if (rows[0]?.exists) return
  const { getAuthSchemaSql } = await import('@supabase/lite')
  await client.query('begin; set local role supabase_auth_admin; set local search_path = auth, public')
  await client.query(getAuthSchemaSql())
  await client.query('commit')
}
