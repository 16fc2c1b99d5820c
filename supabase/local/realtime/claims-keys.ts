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

  /** `read` as in Relation.claimsRead. */
  keyFor(claims: Claims, read: string[] | null): ClaimsKey {
    const readKey = read === null ? '*' : read.join(' ')
    let keys = this.#known.get(readKey)
    if (!keys) {
      keys = new WeakMap()
      this.#known.set(readKey, keys)
    }
    const known = keys.get(claims)
    if (known) return known
    const json = read === null ? claims.json : pick(claims, read)
    const key = { text: `${claims.role} ${json}`, json }
    keys.set(claims, key)
    return key
  }
}

function pick(claims: Claims, names: string[]): string {
  const members = ['role', ...names].filter((name) => claims.values[name] !== undefined)
  return JSON.stringify(Object.fromEntries(members.map((name) => [name, claims.values[name]])))
}
