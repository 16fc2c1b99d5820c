'use client'

import { type PointerEvent, useState } from 'react'
import { indexAt, layOutChart } from '@/lib/credits/chart'
import type { BalancePoint } from '@/lib/credits/ledger'
import { useWidth } from '@/lib/credits/use-width'
import { formatCredits } from '@/lib/credits/words'
import { ChartAxes } from './chart-axes'
import { ChartReadout, readoutText } from './chart-readout'

export const CHART_HEIGHT = 220

/** The balance as a step line. A pointer reads any moment of it, and so do the arrow keys on its slider. */
export function BalanceChart({ points }: { points: BalancePoint[] }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [picked, setPicked] = useState<number | null>(null)
  const layout = layOutChart(points, width, CHART_HEIGHT)
  const last = points.length - 1
  const index = Math.min(picked ?? last, last)
  const point = points[index]
  if (point === undefined) return null

  function pick(event: PointerEvent<HTMLDivElement>) {
    setPicked(indexAt(points, layout, event.clientX - event.currentTarget.getBoundingClientRect().left))
  }

  return (
    <figure className="grid gap-2">
      <div
        ref={frame}
        onPointerMove={pick}
        onPointerLeave={() => setPicked(null)}
        style={{ height: CHART_HEIGHT }}
      >
        <svg width={width} height={CHART_HEIGHT} aria-hidden className="block touch-pan-y overflow-visible">
          <ChartAxes layout={layout} width={width} height={CHART_HEIGHT} />
          <path d={layout.areaPath} className="fill-chart-1/12" />
          <path d={layout.linePath} className="fill-none stroke-2 stroke-chart-1" strokeLinejoin="round" />
          <Marker
            x={layout.x(point.atMs)}
            y={layout.y(point.credits)}
            height={CHART_HEIGHT}
            isPicked={picked !== null}
          />
        </svg>
      </div>
      <input
        type="range"
        min={0}
        max={last}
        value={index}
        onChange={(event) => setPicked(event.target.valueAsNumber)}
        onBlur={() => setPicked(null)}
        aria-label="Moment in the history of the balance"
        aria-valuetext={readoutText(point)}
        className="h-6 w-full cursor-pointer accent-chart-1"
      />
      <figcaption>
        <ChartReadout point={point} />
        <span className="sr-only">
          Step line of the balance, {formatCredits(points[0]?.credits ?? 0)} at first and{' '}
          {formatCredits(points[last]?.credits ?? 0)} now. The same numbers are in the table below.
        </span>
      </figcaption>
    </figure>
  )
}

type MarkerProps = { x: number; y: number; height: number; isPicked: boolean }

function Marker({ x, y, height, isPicked }: MarkerProps) {
  return (
    <g>
      {isPicked && <line x1={x} x2={x} y1={0} y2={height} className="stroke-border" strokeDasharray="3 3" />}
      <circle cx={x} cy={y} r={4.5} className="fill-chart-1 stroke-2 stroke-card" />
    </g>
  )
}
