import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** The settings of the files that Next.js reads as well, under those of the environment. */
export function readSettingsOf(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  const files = ['.env', '.env.local'].map((name) => join(root, name)).filter((file) => existsSync(file))
  return Object.assign({}, ...files.map((file) => parseEnv(readFileSync(file, 'utf8'))), environment)
}
