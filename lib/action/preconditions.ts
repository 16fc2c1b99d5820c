import { z } from 'zod'
import { AppError } from '@/lib/result'
import { ProtocolError } from './protocol-error'

/** The version that a write has seen: a number, `any` by `If-Match: *`, or null when it named none. */
export type SeenVersion = number | 'any' | null

/** How answers tell a version, and writes name it: `ETag: "3"`, `If-Match: "3"`. */
export function etag(version: number): string {
  return `"${version}"`
}

/** @throws AppError `invalid_input` for an If-Match that is no ETag of ours */
export function ifMatchOf({ headers }: Request): SeenVersion {
  const text = headers.get('if-match')?.trim()
  if (text === undefined) return null
  if (text === '*') return 'any'
  const version = /^"(\d{1,9})"$/.exec(text)?.[1]
  if (version !== undefined) return Number(version)
  throw new AppError('invalid_input', 'If-Match is the ETag of an answer, such as "3", or *.')
}

/** What a write names by its header or, with the same meaning, in its body. @throws AppError when the two differ */
export function seenVersion(byHeader: SeenVersion, inBody: number | undefined): SeenVersion {
  if (inBody === undefined) return byHeader
  if (byHeader === null || byHeader === 'any' || byHeader === inBody) return inBody
  throw new AppError('invalid_input', 'If-Match and the body name different versions.')
}

/** @throws ProtocolError 428 when none was named */
export function requireSeenVersion(version: SeenVersion): number | 'any' {
  if (version !== null) return version
  throw new ProtocolError(428, 'Say which version you have seen: If-Match with its ETag, or `version`.')
}

/** @throws AppError `invalid_input` for a key that is no UUID */
export function idempotencyKeyOf({ headers }: Request): string | null {
  const text = headers.get('idempotency-key')
  if (text === null) return null
  // The draft of the header writes it in quotes; many clients do not.
  const key = z.uuid().safeParse(text.trim().replace(/^"(.*)"$/, '$1'))
  if (key.success) return key.data
  throw new AppError('invalid_input', 'Idempotency-Key is a UUID.')
}
