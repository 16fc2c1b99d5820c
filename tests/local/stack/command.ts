import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../../supabase/local/cli.ts', import.meta.url))

export type CommandResult = { code: number | null; output: string; errors: string }

/** Starts `npm run stack -- …` without npm. */
export function startCommand(args: string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { env: { ...process.env, ...environment }, stdio: 'pipe' })
}

/** Runs it to its end. */
export function runCommand(
  args: string[],
  environment: Record<string, string>,
  input = '',
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = startCommand(args, environment)
    let output = ''
    let errors = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    child.once('close', (code) => resolve({ code, output, errors }))
    child.stdin?.end(input)
  })
}
