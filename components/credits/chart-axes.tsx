import { type ChartLayout, MARGIN } from '@/lib/credits/chart'
import { formatCount, formatTick } from '@/lib/format'

type Props = { layout: ChartLayout; width: number; height: number }

/** Grid lines with their values, and times along the bottom. */
export function ChartAxes({ layout, width, height }: Props) {
  const { x, y, timeTicks, valueTicks, spanMs } = layout
  return (
    <g className="fill-muted-foreground text-xs tabular-nums">
      {valueTicks.map((value) => (
        <g key={value} transform={`translate(0, ${y(value)})`}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} className="stroke-border" />
          <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
            {formatCount(value)}
          </text>
        </g>
      ))}
      {timeTicks.map((tick) => (
        <text key={tick.getTime()} x={x(tick)} y={height - 4} textAnchor="middle">
          {formatTick(tick, spanMs)}
        </text>
      ))}
    </g>
  )
}
