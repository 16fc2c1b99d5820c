import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { supabaseFolder } from '../migrate.ts'
import { StackError } from '../stack-error.ts'
import { withTemporaryDatabase } from './temporary-database.ts'

const project = join(supabaseFolder, '..')
const typesFile = join(project, 'lib', 'supabase', 'database.types.ts')

/**
 * Generates the types of schema public from the migrations, not from a running stack: what somebody tried in
 * psql must not reach the repository. `check` compares only. Errors: StackError when the file is out of date.
 */
export async function generateTypes({ check }: { check: boolean }): Promise<void> {
  const generated = await withTemporaryDatabase(generateFrom)
  const formatted = await run('biome', ['format', '--stdin-file-path=types.ts'], generated)
  if (check && readFileSync(typesFile, 'utf8') !== formatted) {
    throw new StackError(
      'lib/supabase/database.types.ts does not match the migrations. Mend it: npm run types',
    )
  }
  if (!check) writeFileSync(typesFile, formatted)
}

function generateFrom(databaseUrl: string): Promise<string> {
  return run('supabase', [
    'gen',
    'types',
    '--lang',
    'typescript',
    '--schema',
    'public',
    `--remote=${databaseUrl}`,
  ])
}

function run(command: string, args: string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(project, 'node_modules', '.bin', command), args, {
      cwd: project,
      env: { ...process.env, PGSSLMODE: 'disable', DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' },
    })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.once('error', () => reject(new StackError(`The tool "${command}" is missing: run npm ci.`)))
    child.once('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(output).toString())
      reject(new StackError(`"${command} ${args[0]}" failed: ${Buffer.concat(errors).toString().trim()}`))
    })
    child.stdin.end(input)
  })
}
