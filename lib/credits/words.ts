import { formatCount, formatDelta } from '@/lib/format'

/** `1 credit`, `1,234 credits`. */
export function formatCredits(amount: number): string {
  return `${formatCount(amount)} ${noun(amount)}`
}

/** `+1 credit`, `−5 credits`. */
export function formatChange(delta: number): string {
  return `${formatDelta(delta)} ${noun(delta)}`
}

function noun(amount: number): string {
  return Math.abs(amount) === 1 ? 'credit' : 'credits'
}
