import { LATENCY_BOUNDS_MS, type Latency } from '@/lib/realtime/latency'
import type { Recording } from '@/lib/realtime/recorder'

type Props = { latency: Latency; clock: Recording['clock'] }

/** How often a change took how long; the bars are a list, so that they can be read aloud. */
export function LatencyHistogram({ latency: { bars, count, p50Ms, p95Ms }, clock }: Props) {
  const highest = Math.max(1, ...bars)
  return (
    <div className="grid gap-5">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        <Figure name="Half within" value={inMs(p50Ms)} />
        <Figure name="95 % within" value={inMs(p95Ms)} />
        <Figure name="Changes" value={String(count)} />
      </dl>
      <ol aria-label="Changes by duration" className="grid grid-cols-9 items-end gap-1 sm:gap-2">
        {bars.map((bar, index) => (
          <li key={label(index)} className="grid gap-1 text-center">
            <span className="text-xs tabular-nums" aria-hidden>
              {bar > 0 ? bar : ''}
            </span>
            <span className="flex h-20 items-end rounded-sm bg-muted/60" aria-hidden>
              <span
                className="w-full rounded-sm bg-primary transition-[height]"
                style={{ height: `${(bar / highest) * 100}%` }}
              />
            </span>
            <span className="text-[0.625rem] text-muted-foreground tabular-nums sm:text-xs" aria-hidden>
              {label(index)}
            </span>
            <span className="sr-only">{`${bar} took ${label(index)}${isInMs(index) ? ' ms' : ''}`}</span>
          </li>
        ))}
      </ol>
      <p className="text-muted-foreground text-xs">
        The bars count the changes that took less than so many milliseconds, or seconds (s).{' '}
        {clockInWords(clock)}
      </p>
    </div>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="font-semibold text-2xl tabular-nums tracking-tight">{value}</dd>
    </div>
  )
}

function label(index: number): string {
  const boundMs = LATENCY_BOUNDS_MS[index]
  const longestMs = LATENCY_BOUNDS_MS.at(-1) ?? 0
  return boundMs === undefined ? `≥ ${inWords(longestMs)}` : `< ${inWords(boundMs)}`
}

function isInMs(index: number): boolean {
  return (LATENCY_BOUNDS_MS[index] ?? 1_000) < 1_000
}

function inWords(ms: number): string {
  return ms < 1_000 ? String(ms) : `${ms / 1_000} s`
}

function inMs(ms: number | null): string {
  return ms === null ? '–' : `${Math.round(ms)} ms`
}

function clockInWords(clock: Recording['clock']): string {
  if (clock === null) return 'How far the clocks of Postgres and of this device differ is not known yet.'
  const { aheadMs, toleranceMs } = clock
  return `Taken out: the clock of Postgres is ${Math.round(aheadMs)} ms ahead of this device's, give or take ${Math.ceil(toleranceMs)} ms.`
}
