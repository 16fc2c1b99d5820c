/**
 * What of a subscriber's claims decides about the rows of a table: all of them, or only those that its policies
 * read. Subscribers with equal keys are asked about once.
 */
import type { Claims } from './tokens.ts'

export type ClaimsKey = {
  text: string
  /** For `request.jwt.claims`. */
  json: string
}

export class ClaimsKeys {
  readonly #known = new Map<string, WeakMap<Claims, ClaimsKey>>()

  /** Gives the key of claims for tables whose policies read these; `read` as in Relation.claimsRead. */
  reading(read: string[] | null): (claims: Claims) => ClaimsKey {
    const readKey = read === null ? '*' : read.join(' ')
    const keys = this.#known.get(readKey) ?? new WeakMap<Claims, ClaimsKey>()
    this.#known.set(readKey, keys)
    return (claims) => {
      const known = keys.get(claims)
      if (known) return known
      const json = read === null ? claims.json : pick(claims, read)
      const key = { text: `${claims.role} ${json}`, json }
      keys.set(claims, key)
      return key
    }
  }
}

function pick(claims: Claims, names: string[]): string {
  const members = ['role', ...names].filter((name) => claims.values[name] !== undefined)
  return JSON.stringify(Object.fromEntries(members.map((name) => [name, claims.values[name]])))
}
