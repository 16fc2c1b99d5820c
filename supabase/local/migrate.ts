/** Applies migrations and seeds as role `postgres`, recorded in the tables that the Supabase CLI uses. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { lineAt, type SqlStatement, splitSqlFile } from './sql-statements.ts'
import { StackError } from './stack-error.ts'

export type MigrateOptions = {
  /** Connection string of role `postgres`, which is no superuser: what hosted Supabase refuses fails here too. */
  databaseUrl: string
  demo?: boolean
  /** The folder with `migrations`, `seed.sql` and `local/demo.sql`. Default: this project's `supabase`. */
  folder?: string
  log?: (line: string) => void
}

export type MigrateResult = { migrations: string[]; seeds: string[] }

export const supabaseFolder = join(dirname(fileURLToPath(import.meta.url)), '..')

const lockKey = 54_322_001

/** Applies what is not applied yet. Errors: StackError naming file, line and statement; that file changes nothing. */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await createHistory(client)
    const migrations = await applyMigrations(client, options)
    const seeds = await applySeeds(client, options)
    return { migrations, seeds }
  } finally {
    await client.end()
  }
}

async function createHistory(client: pg.Client): Promise<void> {
  await client.query(`
    set client_min_messages = warning;
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (
      version text primary key, statements text[], name text
    );
    create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null);
    reset client_min_messages`)
}

async function applyMigrations(client: pg.Client, options: MigrateOptions): Promise<string[]> {
  const { rows } = await client.query<{ version: string }>(
    'select version from supabase_migrations.schema_migrations',
  )
  const applied = new Set(rows.map((row) => row.version))
  const pending = listMigrations(folderOf(options)).filter((file) => !applied.has(file.version))
  for (const file of pending) {
    const statements = await applyFile(client, file.path, async (texts) => {
      await client.query(
        'insert into supabase_migrations.schema_migrations (version, statements, name) values ($1, $2, $3)',
        [file.version, texts, file.name],
      )
    })
    options.log?.(`applied ${file.version}_${file.name} (${statements} statements)`)
  }
  return pending.map((file) => `${file.version}_${file.name}`)
}

type MigrationFile = { version: string; name: string; path: string }

function listMigrations(supabase: string): MigrationFile[] {
  const folder = join(supabase, 'migrations')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? []
      return version && name ? [{ version, name, path: join(folder, file) }] : []
    })
}

async function applySeeds(client: pg.Client, options: MigrateOptions): Promise<string[]> {
  const files = [join(folderOf(options), 'seed.sql')]
  if (options.demo) files.push(join(folderOf(options), 'local', 'demo.sql'))
  const { rows } = await client.query<{ path: string }>('select path from supabase_migrations.seed_files')
  const applied = new Set(rows.map((row) => row.path))
  const pending = files.filter((file) => existsSync(file) && !applied.has(nameOf(file)))
  for (const file of pending) {
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
    await applyFile(client, file, async () => {
      await client.query('insert into supabase_migrations.seed_files (path, hash) values ($1, $2)', [
        nameOf(file),
        hash,
      ])
    })
    options.log?.(`seeded from ${nameOf(file)}`)
  }
  return pending.map(nameOf)
}

/** Runs a file and `record` in one transaction; returns the number of statements. */
async function applyFile(
  client: pg.Client,
  path: string,
  record: (statements: string[]) => Promise<void>,
): Promise<number> {
  const source = readFileSync(path, 'utf8')
  const statements = splitSqlFile(source)
  await client.query('begin')
  try {
    for (const statement of statements) await runStatement(client, path, source, statement)
    await client.query('reset role')
    await record(statements.map((statement) => statement.text))
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  // What a file sets for its session must not reach the next one.
  await client.query('reset all')
  return statements.length
}

async function runStatement(
  client: pg.Client,
  path: string,
  source: string,
  statement: SqlStatement,
): Promise<void> {
  try {
    await client.query(statement.text)
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause
    const offset = statement.offset + Number(cause.position ?? 1) - 1
    throw new StackError(
      [
        `${nameOf(path)}:${lineAt(source, offset)}: ${cause.message} (SQLSTATE ${cause.code})`,
        ...[cause.detail, cause.hint, cause.where].filter((line) => line !== undefined),
        excerpt(source, offset),
      ].join('\n'),
      { cause },
    )
  }
}

/** The line at fault with the two around it, numbered. */
function excerpt(source: string, offset: number): string {
  const line = lineAt(source, offset)
  return source
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ number }) => Math.abs(number - line) <= 1)
    .map(({ number, text }) => `${number === line ? '>' : ' '} ${String(number).padStart(4)} | ${text}`)
    .join('\n')
}

function folderOf(options: MigrateOptions): string {
  return options.folder ?? supabaseFolder
}

function nameOf(path: string): string {
  return relative(join(supabaseFolder, '..'), path)
}
