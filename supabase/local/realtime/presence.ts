/**
 * Who is present on one topic. A channel has at most one entry, under the key it joined with; several channels
 * may share a key and then stand side by side as its metas.
 */
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'

type Meta = Record<string, unknown> & { phx_ref: string }

type Entry = { key: string; payload: Record<string, unknown>; meta: Meta }

/** `joins` and `leaves` as clients get them. */
export type PresenceDiff = { joins: PresenceState; leaves: PresenceState }

export type PresenceState = Record<string, { metas: Meta[] }>

export class Presence<Member> {
  readonly #entries = new Map<Member, Entry>()

  state(): PresenceState {
    const metas = new Map<string, Meta[]>()
    for (const { key, meta } of this.#entries.values()) metas.set(key, [...(metas.get(key) ?? []), meta])
    return Object.fromEntries([...metas].map(([key, list]) => [key, { metas: list }]))
  }

  /** Null when nothing changed. */
  track(member: Member, key: string, payload: Record<string, unknown>): PresenceDiff | null {
    const before = this.#entries.get(member)
    if (before && isDeepStrictEqual(before.payload, payload)) return null
    const previous = before ? { phx_ref_prev: before.meta.phx_ref } : {}
    const meta: Meta = { ...payload, ...previous, phx_ref: randomBytes(12).toString('base64url') }
    this.#entries.set(member, { key, payload, meta })
    return { joins: one(key, meta), leaves: before ? one(key, before.meta) : {} }
  }

  /** Null when the member had no entry. */
  untrack(member: Member): PresenceDiff | null {
    const before = this.#entries.get(member)
    if (!before) return null
    this.#entries.delete(member)
    return { joins: {}, leaves: one(before.key, before.meta) }
  }
}

function one(key: string, meta: Meta): PresenceState {
  return { [key]: { metas: [meta] } }
}

/** Whether lists and objects stand more than `levels` deep inside each other. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}
