import type { ScaleBand } from 'd3-scale'
import { cn } from '@/components/ui/cn'
import { formatShortDay } from '@/lib/format'
import type { DaySeries } from './day-chart'
import { centre, labelledDays, layOutValues, MARGIN, type Plot } from './day-layout'

const COLOURS = [
  { mark: 'fill-chart-1', line: 'stroke-chart-1', tint: 'fill-chart-1/12' },
  { mark: 'fill-chart-2', line: 'stroke-chart-2', tint: 'fill-chart-2/12' },
]

type Props = {
  days: string[]
  series: DaySeries
  x: ScaleBand<string>
  width: number
  height: number
  /** Which of the chart colours. */
  colour: number
  index: number
  isPicked: boolean
}

/** One series by day: axes, bars or a line, and a column of light on the day that is read. */
export function DayPlot({ days, series, x, width, height, colour, index, isPicked }: Props) {
  const plot = layOutValues(days, series.values, x, height)
  const look = COLOURS[colour % COLOURS.length]
  const day = days[index]

  return (
    <>
      {isPicked && (
        <rect
          x={x(day ?? '') ?? 0}
          width={x.bandwidth()}
          y={MARGIN.top}
          height={height - MARGIN.top - MARGIN.bottom}
          rx={3}
          className="fill-foreground/8"
        />
      )}
      <Axes days={days} series={series} plot={plot} x={x} width={width} height={height} />
      {series.look === 'bars' ? (
        <Bars days={days} values={series.values} plot={plot} x={x} className={look?.mark} />
      ) : (
        <>
          <path d={plot.areaPath} className={look?.tint} />
          <path d={plot.linePath} className={cn('fill-none stroke-2', look?.line)} strokeLinejoin="round" />
          <circle
            cx={centre(x, day)}
            cy={plot.y(series.values[index] ?? 0)}
            r={4.5}
            className={cn('stroke-2 stroke-card', look?.mark)}
          />
        </>
      )}
    </>
  )
}

type BarsProps = {
  days: string[]
  values: number[]
  plot: Plot
  x: ScaleBand<string>
  className: string | undefined
}

function Bars({ days, values, plot, x, className }: BarsProps) {
  return days.map((day, index) => {
    const top = plot.y(values[index] ?? 0)
    return (
      <rect
        key={day}
        x={x(day)}
        width={x.bandwidth()}
        y={top}
        height={plot.y(0) - top}
        rx={Math.min(3, x.bandwidth() / 3)}
        className={className}
      />
    )
  })
}

type AxesProps = Pick<Props, 'days' | 'series' | 'x' | 'width' | 'height'> & { plot: Plot }

function Axes({ days, series, plot, x, width, height }: AxesProps) {
  const label = series.formatTick ?? series.format
  return (
    <g className="fill-muted-foreground text-xs tabular-nums">
      {plot.valueTicks.map((value) => (
        <g key={value} transform={`translate(0, ${plot.y(value)})`}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} className="stroke-border" />
          <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
            {label(value)}
          </text>
        </g>
      ))}
      {labelledDays(days, x).map((day) => (
        <text key={day} x={centre(x, day)} y={height - 5} textAnchor="middle">
          {formatShortDay(day)}
        </text>
      ))}
    </g>
  )
}
