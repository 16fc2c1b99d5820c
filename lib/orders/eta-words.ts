import type { Certainty, Eta } from './eta'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export type EtaWords = { headline: string; detail: string; certainty: Certainty | 'promised' | null }

const HOW_SURE: Record<Certainty, string> = {
  high: 'Fairly sure: told from many earlier orders.',
  fair: 'A good guess: told from earlier orders.',
  low: 'A rough guess: there are few earlier orders to tell from.',
}

/** When it arrives and how sure that is, in words. `timeZone`: where the reader's is not known, `UTC`. */
export function etaWords(eta: Eta, nowMs: number, timeZone?: string): EtaWords | null {
  if (eta.kind === 'none') return null
  if (eta.kind === 'delivered') {
    return { headline: 'Delivered', detail: dayAndTime(eta.atMs, nowMs, timeZone), certainty: null }
  }
  if (eta.kind === 'promised') {
    return {
      headline: dayAndTime(eta.atMs, nowMs, timeZone),
      detail: eta.isLate ? 'Later than planned. It is still on its way.' : 'Planned by the shop.',
      certainty: eta.isLate ? 'low' : 'promised',
    }
  }
  return {
    headline: span(eta.earliestMs, eta.latestMs, nowMs, timeZone),
    detail: eta.isOverdue ? 'It takes longer than most. We cannot tell exactly.' : HOW_SURE[eta.certainty],
    certainty: eta.certainty,
  }
}

/** Days for what is far off, hours for what is near: no more exactness than there is. */
function span(fromMs: number, toMs: number, nowMs: number, timeZone?: string): string {
  const from = dayOf(fromMs, nowMs, timeZone)
  const to = dayOf(toMs, nowMs, timeZone)
  if (from !== to) return `${from} – ${to.replace('Today', 'today').replace('Tomorrow', 'tomorrow')}`
  if (toMs - nowMs > 1.5 * DAY_MS) return from
  const hours = [hourOf(fromMs, timeZone), hourOf(toMs + HOUR_MS / 2, timeZone)]
  return hours[0] === hours[1] ? `${from}, about ${hours[0]}` : `${from}, ${hours[0]} – ${hours[1]}`
}

function dayAndTime(atMs: number, nowMs: number, timeZone?: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  return `${dayOf(atMs, nowMs, timeZone)}, ${time.format(atMs)}`
}

/** `Today`, `Tomorrow`, `Sat 28 Nov`. */
function dayOf(atMs: number, nowMs: number, timeZone?: string): string {
  const date = (ms: number) => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(ms)
  if (date(atMs) === date(nowMs)) return 'Today'
  if (date(atMs) === date(nowMs + DAY_MS)) return 'Tomorrow'
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone,
  }).format(atMs)
}

function hourOf(atMs: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(Math.floor(atMs / HOUR_MS) * HOUR_MS)
}
