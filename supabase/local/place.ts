import { join, resolve } from 'node:path'
import type { StackConfig } from './config.ts'
import { supabaseFolder } from './migrate.ts'
import { superuser } from './postgres.ts'
import type { Secrets } from './secrets.ts'
import { StackError } from './stack-error.ts'

/** Where a stack is and what it listens on. */
export type StackPlace = { dir: string; apiPort: number; dbPort: number }

/** The place by explicit choice, environment (STACK_DIR, STACK_API_PORT, STACK_DB_PORT) and config.toml, in this order. */
export function placeOf(chosen: Partial<StackPlace>, config: StackConfig): StackPlace {
  return {
    dir: resolve(chosen.dir ?? process.env.STACK_DIR ?? join(supabaseFolder, '..', '.stack')),
    apiPort: chosen.apiPort ?? portFrom('STACK_API_PORT', config.api.port),
    dbPort: chosen.dbPort ?? portFrom('STACK_DB_PORT', config.db.port),
  }
}

/** The address of the gateway, without a trailing slash. */
export function apiUrlOf(place: StackPlace): string {
  return `http://127.0.0.1:${place.apiPort}`
}

/** Connection strings of the roles that the stack and its people connect as. */
export function databaseUrls(dbPort: number, secrets: Secrets) {
  const url = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${dbPort}/postgres`
  return {
    postgresUrl: url('postgres', secrets.postgres_password),
    superuserUrl: url(superuser, secrets.superuser_password),
    restUrl: url('authenticator', secrets.service_password),
    authUrl: url('supabase_auth_admin', secrets.service_password),
  }
}

function portFrom(variable: string, fallback: number): number {
  const text = process.env[variable]
  if (!text) return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65536) return port
  throw new StackError(`${variable} is "${text}", which is no port: set it to a number between 1 and 65535.`)
}
