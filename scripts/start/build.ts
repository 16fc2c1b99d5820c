import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guard } from '../../supabase/local/guard.ts'
import { StackError } from '../../supabase/local/stack-error.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const buildIdFile = join(root, '.next', 'BUILD_ID')
const stampFile = join(root, '.next', 'sources.sha256')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/** All that the build of the app is made of. */
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

/** Whether the build is there and made of the sources as they are now: their content counts, not their dates. */
export function isBuildCurrent(): boolean {
  return (
    existsSync(buildIdFile) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp(hashSources())
  )
}

/** Builds the app for production. Errors: StackError with what the build printed. */
export async function build(): Promise<void> {
  const hash = hashSources()
  rmSync(stampFile, { force: true })
  const { code, output } = await run([next, 'build'])
  if (code !== 0) throw new StackError(`The build of the app failed:\n\n${output}`)
  writeFileSync(stampFile, stamp(hash))
}

/** Names the build as well, which somebody may have replaced by `npm run build` of other sources. */
function stamp(hash: string): string {
  return `${hash} ${readFileSync(buildIdFile, 'utf8')}`
}

function hashSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((name) => listFiles(join(root, name)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function run(args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const shell = guard(-(child.pid ?? 0), 'TERM')
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => {
      shell.kill('SIGKILL')
      resolve({ code, output })
    })
  })
}
