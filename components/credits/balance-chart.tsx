'use client'

import { ChartFrame } from '@/components/ui/charts/chart-frame'
import { indexAt, layOutChart } from '@/lib/credits/chart'
import type { BalancePoint } from '@/lib/credits/ledger'
import { formatCredits } from '@/lib/credits/words'
import { ChartAxes } from './chart-axes'
import { ChartMarker } from './chart-marker'
import { ChartReadout, readoutText } from './chart-readout'

const HEIGHT = 220

/** The balance as a step line. A pointer reads any moment of it, and so do the arrow keys. */
export function BalanceChart({ points }: { points: BalancePoint[] }) {
  const [first, latest] = [points[0], points.at(-1)]
  if (first === undefined || latest === undefined) return null
  // An index past the end belongs to a longer history: it reads as the latest moment.
  const at = (index: number) => points[index] ?? latest

  return (
    <ChartFrame
      count={points.length}
      height={HEIGHT}
      label="Moment in the history of the balance"
      valueText={(index) => readoutText(at(index))}
      indexAt={(px, width) => indexAt(points, layOutChart(points, width, HEIGHT), px)}
      draw={({ width, index, isPicked }) => (
        <BalanceLine points={points} point={at(index)} width={width} isPicked={isPicked} />
      )}
      caption={(index) => (
        <>
          <ChartReadout point={at(index)} />
          <span className="sr-only">
            Step line of the balance, {formatCredits(first.credits)} at first and{' '}
            {formatCredits(latest.credits)} now. The same numbers are in the table below.
          </span>
        </>
      )}
    />
  )
}

type LineProps = { points: BalancePoint[]; point: BalancePoint; width: number; isPicked: boolean }

function BalanceLine({ points, point, width, isPicked }: LineProps) {
  const layout = layOutChart(points, width, HEIGHT)
  return (
    <>
      <ChartAxes layout={layout} width={width} height={HEIGHT} />
      <path d={layout.areaPath} className="fill-chart-1/12" />
      <path d={layout.linePath} className="fill-none stroke-2 stroke-chart-1" strokeLinejoin="round" />
      <ChartMarker layout={layout} point={point} height={HEIGHT} isPicked={isPicked} />
    </>
  )
}
