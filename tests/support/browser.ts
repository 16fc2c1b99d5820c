import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type LaunchOptions } from '@playwright/test'

const ARGS = ['--no-sandbox', '--disable-background-networking']
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/rowcast/', import.meta.url))

/**
 * How to launch the browser of the tests. Linux x64 uses the Chromium that an npm package carries, so that a bare
 * machine needs nothing else; other platforms use Playwright's own.
 *
 * @throws when no browser is there, with the command that brings one.
 */
export async function browserLaunchOptions(): Promise<LaunchOptions> {
  if (process.platform === 'linux' && process.arch === 'x64') return bundledChromium()
  if (existsSync(chromium.executablePath())) return { args: ARGS }
  throw new Error(
    'The browser tests need Chromium, and none is installed. Install it once with: npx playwright install chromium',
  )
}

async function bundledChromium(): Promise<LaunchOptions> {
  const dir = await unpackOnce()
  const executablePath = join(dir, 'chromium')
  return {
    executablePath,
    args: ARGS,
    env: { ...definedEnv(), ...libraryPath(executablePath, dir), FONTCONFIG_FILE: join(dir, 'fonts.conf') },
  }
}

/** Unpacks into a folder of its own and renames it at the end, so that a half-unpacked browser is never run. */
async function unpackOnce(): Promise<string> {
  const packageDir = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
    version: string
  }
  const target = join(CACHE, `chromium-${version}`)
  if (existsSync(target)) return target

  await mkdir(CACHE, { recursive: true })
  const unpacked = await mkdtemp(join(CACHE, 'unpacking-'))
  await inflateInto(unpacked, join(packageDir, 'bin'))
  await writeFile(join(unpacked, 'fonts.conf'), fontsConfig(target))
  await rename(unpacked, target).catch(async (error: unknown) => {
    await rm(unpacked, { recursive: true, force: true })
    if (!existsSync(target)) throw error // Another process was first: its copy is as good.
  })
  return target
}

async function inflateInto(dir: string, archives: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium')
  const before = process.env.TMPDIR
  process.env.TMPDIR = dir // The package unpacks to the temporary folder, and nowhere else.
  try {
    await Promise.all(
      ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br'].map((name) =>
        inflate(join(archives, name)),
      ),
    )
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The package's copies of NSS, NSPR and Expat, only where the system has none: they must not shadow newer ones. */
function libraryPath(executablePath: string, dir: string): { LD_LIBRARY_PATH?: string } {
  if (spawnSync(executablePath, ['--version']).status === 0) return {}
  const paths = [join(dir, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
  return { LD_LIBRARY_PATH: paths.filter(Boolean).join(':') }
}

/** Without any font installed, text would be boxes: the package's Open Sans comes first, then the system's fonts. */
function fontsConfig(dir: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(dir, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(dir, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`
}

function definedEnv(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}
