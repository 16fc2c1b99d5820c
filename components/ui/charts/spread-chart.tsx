'use client'

import { useWidth } from '@/components/ui/use-width'
import { formatTimeLeft } from '@/lib/format'
import { type DurationScale, layOutSpreads, type Spread } from './spread-layout'

const ROW_HEIGHT = 54
const TRACK_TOP = 26
const TRACK_HEIGHT = 10
const AXIS_HEIGHT = 22

/** How long something takes: half is done at the dot, nine of ten at the end of the bar. */
export function SpreadChart({ spreads, summary }: { spreads: Spread[]; summary: string }) {
  const [frame, width] = useWidth<HTMLElement>()
  const scale = layOutSpreads(spreads, width)
  const plotHeight = spreads.length * ROW_HEIGHT
  return (
    <figure ref={frame} className="grid gap-2">
      <svg width={width} height={plotHeight + AXIS_HEIGHT} aria-hidden className="block text-sm">
        {scale.ticks.map((tick) => (
          <g key={tick} transform={`translate(${scale.x(tick)}, 0)`}>
            <line y1={TRACK_TOP - 4} y2={plotHeight} className="stroke-border" />
            <text
              y={plotHeight + AXIS_HEIGHT - 6}
              textAnchor={anchorOf(scale.x(tick), width)}
              className="fill-muted-foreground text-xs tabular-nums"
            >
              {formatTimeShort(tick)}
            </text>
          </g>
        ))}
        {spreads.map((spread, row) => (
          <g key={spread.name} transform={`translate(0, ${row * ROW_HEIGHT})`}>
            <Row spread={spread} scale={scale} width={width} />
          </g>
        ))}
      </svg>
      <figcaption className="text-muted-foreground text-xs">
        Half of the orders are through at the dot, nine of ten at the end of the bar.
        <span className="sr-only"> {summary} The same numbers are in the table below.</span>
      </figcaption>
    </figure>
  )
}

function Row({ spread, scale: { x }, width }: { spread: Spread; scale: DurationScale; width: number }) {
  const [left, right] = [x(Math.max(1, spread.medianS)), x(Math.max(1, spread.slowS))]
  const middle = TRACK_TOP + TRACK_HEIGHT / 2
  return (
    <>
      {/* The words stand on the card's own colour, so that no line of the grid runs through them. */}
      <rect width={width} height={TRACK_TOP - 6} className="fill-card" />
      <text y={15} className="fill-foreground font-medium">
        {spread.name}
      </text>
      <text x={width} y={15} textAnchor="end" className="fill-foreground font-medium tabular-nums">
        {formatTimeLeft(spread.medianS * 1_000)}
        <tspan className="fill-muted-foreground font-normal">
          {' … '}
          {formatTimeLeft(spread.slowS * 1_000)}
        </tspan>
      </text>
      <rect
        x={left}
        width={Math.max(2, right - left)}
        y={TRACK_TOP}
        height={TRACK_HEIGHT}
        rx={TRACK_HEIGHT / 2}
        className="fill-chart-1/30"
      />
      <circle cx={left} cy={middle} r={6} className="fill-chart-1 stroke-2 stroke-card" />
    </>
  )
}

/** `600` → `10m`: the largest unit only. */
function formatTimeShort(seconds: number): string {
  return formatTimeLeft(seconds * 1_000).split(' ')[0] ?? ''
}

function anchorOf(px: number, width: number): 'start' | 'middle' | 'end' {
  if (px < 16) return 'start'
  return px > width - 16 ? 'end' : 'middle'
}
