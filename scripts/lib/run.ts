import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** An npm package of the project and, when it differs from the package's name, the program in it. */
export type Tool = { package: string; program?: string }
export type Outcome = { ok: boolean; output: string }

/** Runs a tool in the project's root and keeps what it prints. */
export function runTool(tool: Tool, args: string[]): Promise<Outcome & { stdout: string }> {
  return runScript(scriptOf(tool), args)
}

/** Runs a script of the project (a path from its root) and keeps what it prints. */
export async function runScript(path: string, args: string[]): Promise<Outcome & { stdout: string }> {
  const stdout: Buffer[] = []
  const all: Buffer[] = []
  const child = spawnNode(path, args, 'pipe')
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk))
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => all.push(chunk))
  const exitCode = await exitCodeOf(child)
  return {
    ok: exitCode === 0,
    stdout: Buffer.concat(stdout).toString(),
    output: Buffer.concat(all).toString(),
  }
}

/** Runs a tool in the project's root that prints straight to the terminal. Gives its exit code. */
export function streamTool(tool: Tool, args: string[], env: Record<string, string> = {}): Promise<number> {
  return exitCodeOf(spawnNode(scriptOf(tool), args, 'inherit', env))
}

/** Started by this very Node rather than by a shell: works on Windows, and with whatever Node is on the PATH. */
function spawnNode(path: string, args: string[], output: 'pipe' | 'inherit', env = {}): ChildProcess {
  return spawn(process.execPath, [resolve(ROOT, path), ...args], {
    cwd: ROOT,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  })
}

function scriptOf(tool: Tool): string {
  const dir = join(ROOT, 'node_modules', tool.package)
  const { bin } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const script = typeof bin === 'string' ? bin : bin[tool.program ?? tool.package]
  if (script === undefined) throw new Error(`The package ${tool.package} has no program ${tool.program}.`)
  return join(dir, script)
}

async function exitCodeOf(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 1
}
