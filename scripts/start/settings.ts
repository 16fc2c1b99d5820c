import { StackError } from '../../supabase/local/stack-error.ts'
import { readSettingsOf } from '../lib/env-files.ts'

export type AppSettings = { port: number; host: string; url: string; isExternal: boolean }

/**
 * What decides how the app is started, from the environment and the files that Next.js reads as well.
 * Errors: StackError for a PORT that is none.
 */
export function readSettings(root: string, environment: NodeJS.ProcessEnv = process.env): AppSettings {
  const values = readSettingsOf(root, environment)
  const port = readPort(values.PORT)
  return {
    port,
    host: values.HOST || '127.0.0.1',
    url: values.APP_URL || `http://localhost:${port}`,
    isExternal: Boolean(values.NEXT_PUBLIC_SUPABASE_URL),
  }
}

function readPort(text: string | undefined): number {
  if (!text) return 3000
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new StackError(`PORT is "${text}", which is no port: set it to a number between 1 and 65535.`)
}
