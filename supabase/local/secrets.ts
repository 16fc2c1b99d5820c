import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from './stack-error.ts'
import { generateVapidKeys } from './vapid.ts'

/** Generated once per installation, kept in `<dir>/secrets.json` (mode 0600). */
export type Secrets = {
  jwt_secret: string
  publishable_key: string
  secret_key: string
  /** Password of role `postgres`, the one that people and tools connect as. */
  postgres_password: string
  /** Password of the superuser `supabase_admin`. */
  superuser_password: string
  /** Password of `authenticator` and `supabase_auth_admin`, which REST and Auth connect as. */
  service_password: string
  /** Name this installation to the browsers' push services. */
  vapid_public_key: string
  vapid_private_key: string
}

/** Came with a later version: an installation without them gets them at its next start. */
const LATER = ['vapid_public_key', 'vapid_private_key']

/** Reads the secrets of a stack folder, generating them on the first call. Errors: StackError when the file is damaged. */
export function loadSecrets(dir: string): Secrets {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  requireAccess(dir)
  chmodSync(dir, 0o700)
  const file = join(dir, 'secrets.json')
  const text = readIfPresent(file)
  if (text === null) return createSecrets(file)
  chmodSync(file, 0o600)
  const generated = generateSecrets()
  const stored: Record<string, unknown> = parse(text, file)
  const missing = Object.keys(generated).filter((name) => typeof stored[name] !== 'string')
  if (missing.some((name) => !LATER.includes(name))) throw damaged(file)
  const secrets = { ...generated, ...stored }
  if (missing.length > 0) writeSecrets(file, secrets)
  return secrets
}

function requireAccess(dir: string): void {
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StackError(`${dir} belongs to another user: start as that user, or set STACK_DIR.`, { cause })
  }
}

function createSecrets(file: string): Secrets {
  const secrets = generateSecrets()
  writeSecrets(file, secrets)
  return secrets
}

function writeSecrets(file: string, secrets: Secrets): void {
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
}

function generateSecrets(): Secrets {
  return {
    jwt_secret: token(48),
    publishable_key: `sb_publishable_${token(24)}`,
    secret_key: `sb_secret_${token(24)}`,
    postgres_password: token(18),
    superuser_password: token(24),
    service_password: token(24),
    ...generateVapidKeys(),
  }
}

function token(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return Object(value)
  } catch {
    throw damaged(file)
  }
}

function damaged(file: string): StackError {
  return new StackError(
    `${file} is damaged: restore it, or remove its folder to begin with an empty database.`,
  )
}
