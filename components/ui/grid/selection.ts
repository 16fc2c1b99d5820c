/** Chosen rows by id, and from where a stretch is chosen with Shift. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | null }

export const NOTHING_CHOSEN: Selection = { ids: new Set(), anchor: null }

/** Chooses `id`, or lets go of it. */
export function toggle({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** Chooses everything from the anchor to `id`, as `order` has them now. Without an anchor in sight, `id` alone. */
export function extend({ ids, anchor }: Selection, order: string[], id: string): Selection {
  const [from, to] = [order.indexOf(anchor ?? ''), order.indexOf(id)]
  if (from === -1 || to === -1) return { ids: new Set([...ids, id]), anchor: id }
  const stretch = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...ids, ...stretch]), anchor }
}

/** Chooses all of `order`; when all of it is chosen already, lets go of it. */
export function toggleAll({ ids }: Selection, order: string[]): Selection {
  const isAll = order.length > 0 && order.every((id) => ids.has(id))
  const next = isAll ? [...ids].filter((id) => !order.includes(id)) : [...ids, ...order]
  return { ids: new Set(next), anchor: null }
}

/** What is left of a choice when only `order` can be seen: nothing is chosen that one does not see. */
export function within({ ids, anchor }: Selection, order: string[]): Selection {
  const seen = new Set(order)
  return {
    ids: new Set([...ids].filter((id) => seen.has(id))),
    anchor: anchor !== null && seen.has(anchor) ? anchor : null,
  }
}
