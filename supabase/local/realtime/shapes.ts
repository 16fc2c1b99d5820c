/** The shapes in use: who belongs to which, which of them a change may concern, and the roles they are seen as. */
import { BindingIndex } from './binding-index.ts'
import type { Entry } from './entry.ts'
import type { StreamRelation, Tuple } from './pgoutput.ts'
import { type Shape, type ShapeDraft, type Subscriber, shapeKey } from './shape.ts'
import type { Claims } from './tokens.ts'

export type Subscription = { shape: Shape; claims: Claims; subscriber: Subscriber }

export class Shapes {
  readonly #index = new BindingIndex()
  readonly #shapes = new Map<string, Shape>()
  readonly #roles = new Map<string, number>()

  /** The roles that anybody watches as. */
  roles(): ReadonlySet<string> {
    return new Set(this.#roles.keys())
  }

  /** False when nobody can be concerned by changes of this table. */
  hasInterest({ schema, table }: StreamRelation): boolean {
    return this.#index.hasInterest(schema, table)
  }

  /** The shapes to look at for a change, given the values that decide filters; without values: all of the table. */
  find(relation: StreamRelation, values: Tuple | null): Iterable<Shape> {
    return values ? this.#index.candidates(relation, values) : this.#index.all(relation)
  }

  subscribe(draft: ShapeDraft, entries: Entry[], claims: Claims, subscriber: Subscriber): Subscription {
    const shape = this.#shapeFor(draft, entries)
    const members = shape.members.get(claims)
    if (members) members.add(subscriber)
    else shape.members.set(claims, new Set([subscriber]))
    return { shape, claims, subscriber }
  }

  unsubscribe({ shape, claims, subscriber }: Subscription): void {
    const members = shape.members.get(claims)
    if (!members?.delete(subscriber) || members.size > 0) return
    shape.members.delete(claims)
    if (shape.members.size > 0) return
    this.#shapes.delete(shape.key)
    this.#index.remove(shape)
    const left = (this.#roles.get(shape.role) ?? 1) - 1
    if (left === 0) this.#roles.delete(shape.role)
    else this.#roles.set(shape.role, left)
  }

  #shapeFor(draft: ShapeDraft, entries: Entry[]): Shape {
    const key = shapeKey(draft, entries)
    const known = this.#shapes.get(key)
    if (known) return known
    const shape: Shape = { ...draft, key, members: new Map() }
    this.#shapes.set(key, shape)
    this.#index.add(shape)
    this.#roles.set(shape.role, (this.#roles.get(shape.role) ?? 0) + 1)
    return shape
  }
}
