import { type ChartLayout, MARGIN } from '@/lib/credits/chart'
import type { BalancePoint } from '@/lib/credits/ledger'

type Props = { layout: ChartLayout; point: BalancePoint; height: number; isPicked: boolean }

/** The moment that is read, with a line down to its time once someone picks it. */
export function ChartMarker({ layout, point, height, isPicked }: Props) {
  const [x, y] = [layout.x(point.atMs), layout.y(point.credits)]
  return (
    <g>
      {isPicked && (
        <line x1={x} x2={x} y1={MARGIN.top} y2={height - MARGIN.bottom} className="stroke-foreground/40" />
      )}
      <circle cx={x} cy={y} r={5} className="fill-chart-1 stroke-2 stroke-card" />
    </g>
  )
}
