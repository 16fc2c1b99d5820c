'use client'

import { type PointerEvent, useState } from 'react'
import { useWidth } from '@/components/ui/use-width'
import { indexAt, layOutChart } from '@/lib/credits/chart'
import type { BalancePoint } from '@/lib/credits/ledger'
import { formatCredits } from '@/lib/credits/words'
import { ChartAxes } from './chart-axes'
import { ChartMarker } from './chart-marker'
import { ChartReadout, readoutText } from './chart-readout'

const HEIGHT = 220

/** The balance as a step line. A pointer reads any moment of it, and so do the arrow keys. */
export function BalanceChart({ points }: { points: BalancePoint[] }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [picked, setPicked] = useState<number | null>(null)
  const layout = layOutChart(points, width, HEIGHT)
  const last = points.length - 1
  const index = Math.min(picked ?? last, last)
  const point = points[index]
  if (point === undefined) return null

  function pick(event: PointerEvent<HTMLDivElement>) {
    setPicked(indexAt(points, layout, event.clientX - event.currentTarget.getBoundingClientRect().left))
  }

  return (
    <figure className="grid gap-3">
      <div
        ref={frame}
        onPointerMove={pick}
        onPointerLeave={() => setPicked(null)}
        className="relative touch-pan-y rounded-md has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-4"
        style={{ height: HEIGHT }}
      >
        <svg width={width} height={HEIGHT} aria-hidden className="block overflow-visible">
          <ChartAxes layout={layout} width={width} height={HEIGHT} />
          <path d={layout.areaPath} className="fill-chart-1/12" />
          <path d={layout.linePath} className="fill-none stroke-2 stroke-chart-1" strokeLinejoin="round" />
          <ChartMarker layout={layout} point={point} height={HEIGHT} isPicked={picked !== null} />
        </svg>
        {/* The keyboard's way through the chart; what it picks is what one sees. */}
        <input
          type="range"
          min={0}
          max={last}
          value={index}
          onChange={(event) => setPicked(event.target.valueAsNumber)}
          onBlur={() => setPicked(null)}
          aria-label="Moment in the history of the balance"
          aria-valuetext={readoutText(point)}
          className="pointer-events-none absolute inset-0 size-full opacity-0"
        />
      </div>
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
