type Member = { topic: string; presenceKey: string | null }
type Payload = Record<string, unknown>
type Meta = Payload & { phx_ref: string }

export type FakePresence<M extends Member> = {
  /** Everyone tracked on a topic, as a joining channel is told. */
  stateOf: (members: M[], topic: string) => Payload
  track: (members: M[], member: M, payload: Payload) => void
  leave: (members: M[], member: M) => void
}

/** The presence of the fake server: who is tracked on which topic. `tell` sends a frame to members. */
export function createFakePresence<M extends Member>(
  tell: (members: M[], event: string, payload: Payload) => void,
): FakePresence<M> {
  const metas = new Map<M, Meta>()
  let lastRef = 0

  function sendDiff(
    members: M[],
    { topic, presenceKey }: M,
    joins: Meta | undefined,
    leaves: Meta | undefined,
  ) {
    const under = (meta: Meta | undefined) => (meta ? { [presenceKey ?? '']: { metas: [meta] } } : {})
    const listeners = members.filter((known) => known.topic === topic && known.presenceKey !== null)
    tell(listeners, 'presence_diff', { joins: under(joins), leaves: under(leaves) })
  }

  return {
    stateOf(members, topic) {
      const state: Record<string, { metas: Meta[] }> = {}
      for (const member of members) {
        const meta = metas.get(member)
        if (member.topic !== topic || member.presenceKey === null || !meta) continue
        state[member.presenceKey] ??= { metas: [] }
        state[member.presenceKey]?.metas.push(meta)
      }
      return state
    },
    track(members, member, payload) {
      const before = metas.get(member)
      lastRef += 1
      const meta = { ...payload, phx_ref: `ref-${lastRef}`, ...(before && { phx_ref_prev: before.phx_ref }) }
      metas.set(member, meta)
      sendDiff(members, member, meta, before)
    },
    leave(members, member) {
      const before = metas.get(member)
      if (!metas.delete(member)) return
      sendDiff(members, member, undefined, before)
    },
  }
}
