'use client'

import { useWidth } from '@/components/ui/use-width'
import { formatCount, formatShare } from '@/lib/format'
import { type FunnelStep, layOutFunnel, STEP } from './funnel-layout'

type Props = { steps: { name: string; count: number }[]; summary: string }

/** How many got how far. Every number is written beside its bar; the bars are for the eye. */
export function FunnelChart({ steps, summary }: Props) {
  const [frame, width] = useWidth<HTMLElement>()
  const layout = layOutFunnel(
    steps.map(({ count }) => count),
    width,
  )
  return (
    <figure ref={frame}>
      <svg width={width} height={steps.length * STEP.height - 18} aria-hidden className="block text-sm">
        {layout.map((step, index) => (
          <Step key={steps[index]?.name} step={step} name={steps[index]?.name ?? ''} width={width}>
            {steps[index]?.count ?? 0}
          </Step>
        ))}
      </svg>
      <figcaption className="sr-only">{summary} The same numbers are in the table below.</figcaption>
    </figure>
  )
}

type StepProps = { step: FunnelStep; name: string; width: number; children: number }

function Step({ step, name, width, children: count }: StepProps) {
  return (
    <g>
      {step.wayDown && <path d={step.wayDown} className="fill-chart-1/12" />}
      <rect
        y={step.y + STEP.barTop}
        width={step.width}
        height={STEP.barHeight}
        rx={Math.min(4, step.width / 2)}
        className="fill-chart-1"
      />
      <text y={step.y + 16} className="fill-foreground font-medium">
        {name}
      </text>
      <text x={width} y={step.y + 16} textAnchor="end" className="fill-muted-foreground tabular-nums">
        <tspan className="fill-foreground font-medium">{formatCount(count)}</tspan>
        {' · '}
        {formatShare(step.share)}
      </text>
    </g>
  )
}
