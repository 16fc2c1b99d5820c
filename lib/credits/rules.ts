import type { Grant, UserCredits } from './schema'

export type GrantState = 'spendable' | 'used_up' | 'lapsed' | 'cancelled'

/** What a grant is worth. A read marks what has lapsed by then, and the account is read again when the next one does. */
export function grantState({ status, credits }: Grant): GrantState {
  if (status === 'cancelled') return 'cancelled'
  if (credits === 0) return 'used_up'
  return status === 'active' ? 'spendable' : 'lapsed'
}

/** Spendable grants in the order in which `spend_credits` takes from them: what ends first, then the oldest. */
export function payingOrder(grants: Grant[]): Grant[] {
  return grants.filter((grant) => grantState(grant) === 'spendable').sort(byExpiryThenAge)
}

/** Grants that pay no more, the latest first. */
export function endedGrants(grants: Grant[]): Grant[] {
  return grants.filter((grant) => grantState(grant) !== 'spendable').sort((a, b) => ageOrder(b, a))
}

export type Share = { grant: Grant; amount: number }

/** Which grant would pay how much of `amount`; null when all of them together cannot. */
export function splitSpend(grants: Grant[], amount: number): Share[] | null {
  const shares: Share[] = []
  let left = amount
  for (const grant of payingOrder(grants)) {
    const share = Math.min(left, grant.credits)
    if (share > 0) shares.push({ grant, amount: share })
    left -= share
  }
  return left === 0 ? shares : null
}

/** Why the grant at `index` of `order` pays when it does: its neighbour is what decides. */
export function explainTurn(order: Grant[], index: number): string {
  const grant = order[index]
  const before = order[index - 1]
  const after = order[index + 1]
  if (grant === undefined) return ''
  if (before !== undefined) return explainLater(grant, before)
  if (after === undefined) return 'Pays next: it is the only one with credits.'
  if (grant.expiresAt === after.expiresAt) return 'Pays next: it is the oldest.'
  return 'Pays next: it expires first.'
}

function explainLater(grant: Grant, before: Grant): string {
  if (grant.expiresAt === before.expiresAt) return 'Waits: an older one pays first.'
  return grant.expiresAt === null ? 'Waits: it never expires.' : 'Waits: it expires later.'
}

/** The membership that can be cancelled, if there is one. */
export function currentMembership(grants: Grant[]): Grant | undefined {
  return grants.find((grant) => grant.planType === 'subscription' && grant.status === 'active')
}

/** What a person calls the grant. */
export function grantName({ membership, planType }: Grant): string {
  if (membership !== null) return membership
  return planType === 'subscription' ? 'Membership' : 'Credits'
}

/** The state of what the creator has, in a word or two. */
export function statusLabel({ membershipStatus, planType }: UserCredits): string {
  if (membershipStatus === 'none') return 'No membership'
  if (planType === 'one_time') return membershipStatus === 'active' ? 'Pay as you go' : 'No credits'
  return { active: 'Active', cancelled: 'Cancelled', expired: 'Expired' }[membershipStatus]
}

/** Things a creator pays for with credits, with a price each. */
export const CREATOR_ACTIONS = [
  { slug: 'caption', label: 'Write a caption', credits: 2 },
  { slug: 'thumbnail', label: 'Generate a thumbnail', credits: 5 },
  { slug: 'upscale', label: 'Upscale a clip', credits: 12 },
  { slug: 'dub', label: 'Dub a video', credits: 40 },
] as const

export type CreatorAction = (typeof CREATOR_ACTIONS)[number]

function byExpiryThenAge(a: Grant, b: Grant): number {
  return expiryMs(a) - expiryMs(b) || ageOrder(a, b) || a.id.localeCompare(b.id)
}

function ageOrder(a: Grant, b: Grant): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt)
}

/** The largest safe number instead of Infinity, because `Infinity - Infinity` is no order. */
function expiryMs({ expiresAt }: Grant): number {
  return expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt)
}
