import 'server-only'
import { serverEnv } from './env.server'

/** Ends the process when a setting is missing or wrong, with one message that names them all. */
export function checkSettings(): void {
  try {
    serverEnv()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
