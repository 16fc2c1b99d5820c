'use client'

import { formatWeekday } from '@/lib/format'
import { ChartFrame } from './chart-frame'
import { dayIndexAt, layOutDays } from './day-layout'
import { DayPlot } from './day-plot'

const PLOT_HEIGHT = 148

export type DaySeries = {
  name: string
  look: 'bars' | 'line'
  /** One a day. */
  values: number[]
  format: (value: number) => string
  /** Short enough for an axis; `format` when absent. */
  formatTick?: (value: number) => string
}

type Props = {
  /** Calendar days (`2026-11-25`), oldest first, without gaps. */
  days: string[]
  series: DaySeries[]
  /** What the whole shows, in a sentence. */
  summary: string
}

/** Values by day, one plot above the other: they share the days but not the scale. The readout is the legend. */
export function DayChart({ days, series, summary }: Props) {
  if (days.length === 0) return null
  const words = (index: number) =>
    series.map(({ name, values, format }) => `${name} ${format(values[index] ?? 0)}`)

  return (
    <ChartFrame
      count={days.length}
      height={PLOT_HEIGHT * series.length}
      label="Day"
      valueText={(index) => [formatWeekday(days[index] ?? ''), ...words(index)].join(', ')}
      indexAt={(px, width) => dayIndexAt(days, px, width)}
      draw={({ width, index, isPicked }) =>
        series.map((one, row) => (
          <g key={one.name} transform={`translate(0, ${row * PLOT_HEIGHT})`}>
            <DayPlot
              days={days}
              series={one}
              x={layOutDays(days, width)}
              width={width}
              height={PLOT_HEIGHT}
              colour={row}
              index={index}
              isPicked={isPicked}
            />
          </g>
        ))
      }
      caption={(index) => (
        <>
          <Readout day={days[index] ?? ''} series={series} index={index} />
          <span className="sr-only">{summary} The same numbers are in the table below.</span>
        </>
      )}
    />
  )
}

const SWATCH = ['bg-chart-1', 'bg-chart-2']

function Readout({ day, series, index }: { day: string; series: DaySeries[]; index: number }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
      <span className="font-medium">{formatWeekday(day)}</span>
      {series.map(({ name, values, format }, row) => (
        <span key={name} className="inline-flex items-center gap-2 text-muted-foreground">
          <span aria-hidden className={`size-2.5 rounded-sm ${SWATCH[row] ?? ''}`} />
          {name}
          <span className="font-medium text-foreground tabular-nums">{format(values[index] ?? 0)}</span>
        </span>
      ))}
    </div>
  )
}
