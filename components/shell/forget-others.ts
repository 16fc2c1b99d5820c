/** Removes what this browser kept for anyone but `userId`; null: for anyone at all. */
export async function forgetOthers(userId: string | null): Promise<void> {
  if (typeof indexedDB === 'undefined') return
  const { forgetLastKnown } = await import('@/lib/realtime/last-known')
  await forgetLastKnown((owner) => owner !== userId)
  const { forgetOutboxOfLeaver, forgetOutboxOfOthers } = await import('@/lib/action/outbox-ports')
  // A session that expired is no reason to lose what its person did: that goes when they sign out, or somebody else
  // comes.
  await (userId === null ? forgetOutboxOfLeaver() : forgetOutboxOfOthers(userId))
}
