import { currencyDecimals } from '@/lib/format'

/** Amounts as people write them: major units of a currency, exactly. The database keeps minor units. */

/** `1000`, `1,000.50` and, as in India, `1,00,000`; nothing that leaves a doubt, such as `1,5`. */
const PLAIN = /^\d+(?:\.\d+)?$/
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/

/** A number as people write it, as JavaScript reads it; null when it is none, or leaves a doubt. */
export function parseDecimal(text: string): number | null {
  const digits = plainDigits(text)
  return digits === null ? null : Number(digits)
}

/** Minor units of `currency`; null when `text` is no amount, or finer than the currency is. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = plainDigits(text)
  if (digits === null) return null
  const [whole = '', fraction = ''] = digits.split('.')
  const decimals = decimalsOf(currency)
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals) return null
  const amount = Number(whole + kept.padEnd(decimals, '0'))
  return Number.isSafeInteger(amount) ? amount : null
}

/** `(1000050, 'INR')` → `10000.50`; a fraction is written only when there is one. */
export function amountText(minorUnits: number, currency: string): string {
  const decimals = decimalsOf(currency)
  if (decimals === 0) return String(minorUnits)
  const digits = String(minorUnits).padStart(decimals + 1, '0')
  const [whole, fraction] = [digits.slice(0, -decimals), digits.slice(-decimals)]
  return /^0+$/.test(fraction) ? whole : `${whole}.${fraction}`
}

function plainDigits(text: string): string | null {
  const trimmed = text.trim()
  if (PLAIN.test(trimmed)) return trimmed
  return GROUPED.test(trimmed) ? trimmed.replaceAll(',', '') : null
}

/** Two for a code that is none, so that what was typed stays readable while it is mended. */
function decimalsOf(currency: string): number {
  return /^[A-Z]{3}$/.test(currency) ? currencyDecimals(currency) : 2
}
