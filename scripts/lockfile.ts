/**
 * Completes package-lock.json with the builds for other platforms that the registry in use did not offer when a
 * package was installed: without them `npm ci` refuses the file, here and on those platforms.
 * `--check` writes nothing and fails when something is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Entry = {
  version?: string
  dev?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
  [field: string]: unknown
}
type Lockfile = { packages: Record<string, Entry> }

const OS_NAMES = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'sunos', 'win32']
const CPU_NAMES = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
]

/** Where it may be installed, read off the customary name: `…-linux-arm64-musl`. Null: not such a package. */
function platformOf(name: string): Entry | null {
  const words = name.replace('windows', 'win32').split(/[-/]/)
  const os = OS_NAMES.find((candidate) => words.includes(candidate))
  const cpu = CPU_NAMES.find((candidate) => words.includes(candidate))
  if (cpu === undefined || (os === undefined && cpu !== 'wasm32')) return null
  const libc = words.includes('musl') ? 'musl' : 'glibc'
  const hasLibc = os === 'linux' && words.some((word) => word === 'gnu' || word === 'musl')
  return { cpu: [cpu], ...(os === undefined ? {} : { os: [os] }), ...(hasLibc ? { libc: [libc] } : {}) }
}

function missingEntries(lockfile: Lockfile): [string, Entry][] {
  return Object.values(lockfile.packages).flatMap((dependent) =>
    Object.entries(dependent.optionalDependencies ?? {}).flatMap(([name, version]): [string, Entry][] => {
      const platform = platformOf(name)
      if (platform === null || isListed(lockfile, name)) return []
      const dev = dependent.dev === true ? { dev: true } : {}
      return [[`node_modules/${name}`, { version, ...platform, ...dev, optional: true }]]
    }),
  )
}

function isListed(lockfile: Lockfile, name: string): boolean {
  return Object.keys(lockfile.packages).some((path) => path.endsWith(`node_modules/${name}`))
}

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lockfile = JSON.parse(readFileSync(path, 'utf8')) as Lockfile
const missing = missingEntries(lockfile)

if (process.argv.includes('--check')) {
  if (missing.length > 0) {
    console.error(
      `package-lock.json lacks ${missing.length} builds for other platforms. Run: node scripts/lockfile.ts`,
    )
    process.exitCode = 1
  }
} else {
  const packages = Object.entries({ ...lockfile.packages, ...Object.fromEntries(missing) })
  packages.sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(path, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(packages) }, null, 2)}\n`)
}
