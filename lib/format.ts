/** Words for numbers and instants. The interface is English, so the locale is fixed; the time zone is the reader's. */

const LOCALE = 'en-GB'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const wholeNumber = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const signedNumber = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0, signDisplay: 'always' })
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 })
const weekday = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const dayAndMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' })

/** `1234` → `1,234`. */
export function formatCount(value: number): string {
  return wholeNumber.format(value)
}

/** `10` → `+10`, `-5` → `−5` (a real minus sign, which screen readers read as one). */
export function formatDelta(value: number): string {
  return signedNumber.format(value).replace('-', '−')
}

/** Money from integer minor units: `(49900, 'INR')` → `₹499`; the fraction is shown only when there is one. */
export function formatMoney(minorUnits: number, currency: string): string {
  return money(minorUnits, currency, { trailingZeroDisplay: 'stripIfInteger' })
}

/** The same for a label on an axis: `(12400000, 'INR')` → `₹124k`. */
export function formatShortMoney(minorUnits: number, currency: string): string {
  return money(minorUnits, currency, {
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  })
}

function money(minorUnits: number, currency: string, options: Intl.NumberFormatOptions): string {
  const look = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const format = new Intl.NumberFormat(LOCALE, { ...look, ...options })
  return format.format(minorUnits / 10 ** currencyDecimals(currency))
}

/** How many decimals the major unit of a currency has: 2 for `INR`, 0 for `JPY`. @throws RangeError for no code at all. */
export function currencyDecimals(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return maximumFractionDigits ?? 2
}

/** `0.254` → `25%`. */
export function formatShare(share: number): string {
  return percent.format(share)
}

/** A calendar day (`2026-11-25`) with its weekday: `Wed 25 Nov`. */
export function formatWeekday(day: string): string {
  return weekday.format(new Date(`${day}T00:00:00Z`)).replace(',', '')
}

/** The same for a label on an axis: `25 Nov`. */
export function formatShortDay(day: string): string {
  return dayAndMonth.format(new Date(`${day}T00:00:00Z`))
}

/** An instant as date and time of day. Pass `UTC` where the reader's time zone is not known (the server). */
export function formatInstant(iso: string, timeZone?: string): string {
  const text = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(iso))
  return timeZone === undefined ? text : `${text} ${timeZone}`
}

/** The day of an instant: `24 Feb 2027`. Pass `UTC` where the reader's time zone is not known (the server). */
export function formatDate(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone }).format(new Date(iso))
}

/** How long ago, or how far ahead, seen from `nowMs`: `5 minutes ago`, `tomorrow`; `just now` also for clocks that differ. */
export function formatRelative(iso: string, nowMs: number): string {
  const deltaMs = Date.parse(iso) - nowMs
  const distanceMs = Math.abs(deltaMs)
  if (distanceMs < MINUTE_MS) return 'just now'
  if (distanceMs < HOUR_MS) return relative.format(Math.trunc(deltaMs / MINUTE_MS), 'minute')
  if (distanceMs < DAY_MS) return relative.format(Math.trunc(deltaMs / HOUR_MS), 'hour')
  return relative.format(Math.trunc(deltaMs / DAY_MS), 'day')
}

/** Time left in its two largest units, `0s` when it has passed: `3d 4h`, `2h 05m`, `1m 09s`, `12s`. */
export function formatTimeLeft(remainingMs: number): string {
  const seconds = Math.max(0, Math.floor(remainingMs / 1000))
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const minutes = Math.floor(seconds / 60) % 60
  if (days > 0) return `${days}d ${hours}h`
  if (hours > 0) return `${hours}h ${pad(minutes)}m`
  if (minutes > 0) return `${minutes}m ${pad(seconds % 60)}s`
  return `${seconds}s`
}

/** A label on a time axis that is `spanMs` long, in the reader's time zone: `10:42`, `21 Nov`, `Nov 2026`. */
export function formatTick(instant: Date, spanMs: number): string {
  return new Intl.DateTimeFormat(LOCALE, tickParts(spanMs)).format(instant)
}

function tickParts(spanMs: number): Intl.DateTimeFormatOptions {
  if (spanMs < 10 * MINUTE_MS)
    return { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
  if (spanMs < 2 * DAY_MS) return { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  if (spanMs < 300 * DAY_MS) return { day: 'numeric', month: 'short' }
  return { month: 'short', year: 'numeric' }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
