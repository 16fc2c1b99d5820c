import { formatCount, formatDelta } from '@/lib/format'

/** What an entry says that took nothing away: the deletion of a grant that could pay no more leaves one. */
const REMOVED = 'Removed'

/** `1 credit`, `1,234 credits`. */
export function formatCredits(amount: number): string {
  return `${formatCount(amount)} ${noun(amount)}`
}

/** `+1 credit`, `−5 credits`, `Removed`. */
export function formatChange(delta: number): string {
  return delta === 0 ? REMOVED : `${formatDelta(delta)} ${noun(delta)}`
}

/** The same in a column of numbers: `+1`, `−5`, `Removed`. */
export function formatShortChange(delta: number): string {
  return delta === 0 ? REMOVED : formatDelta(delta)
}

function noun(amount: number): string {
  return Math.abs(amount) === 1 ? 'credit' : 'credits'
}
