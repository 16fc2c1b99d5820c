'use client'

import { type PointerEvent, type ReactNode, useState } from 'react'
import { useWidth } from '@/components/ui/use-width'

type Frame = { width: number; index: number; isPicked: boolean }

type Props = {
  /** How many points there are to read; at least one. */
  count: number
  height: number
  /** What is picked, for a screen reader: `Day`, `Moment in the history`. */
  label: string
  /** Point `index` as one sentence. */
  valueText: (index: number) => string
  /** The point that stands at horizontal pixel `px`. */
  indexAt: (px: number, width: number) => number
  draw: (frame: Frame) => ReactNode
  caption: (index: number) => ReactNode
}

/**
 * A drawing that can be read point by point: with a pointer, with a finger, and with the arrow keys. Nothing picked
 * is the last point.
 */
export function ChartFrame({ count, height, label, valueText, indexAt, draw, caption }: Props) {
  const [element, width] = useWidth<HTMLDivElement>()
  const [picked, setPicked] = useState<number | null>(null)
  const last = count - 1
  const index = Math.min(picked ?? last, last)

  function pick(event: PointerEvent<HTMLDivElement>) {
    setPicked(indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left, width))
  }

  return (
    <figure className="grid gap-3">
      <div
        ref={element}
        onPointerDown={pick}
        onPointerMove={pick}
        // A finger that lifts leaves too, but then one wants to read what it picked.
        onPointerLeave={(event) => event.pointerType !== 'touch' && setPicked(null)}
        className="relative touch-pan-y rounded-md has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-4"
        style={{ height }}
      >
        <svg width={width} height={height} aria-hidden className="block overflow-visible">
          {draw({ width, index, isPicked: picked !== null })}
        </svg>
        {/* The keyboard's way through the chart; what it picks is what one sees. */}
        <input
          type="range"
          min={0}
          max={last}
          value={index}
          onChange={(event) => setPicked(event.target.valueAsNumber)}
          onBlur={() => setPicked(null)}
          aria-label={label}
          aria-valuetext={valueText(index)}
          className="pointer-events-none absolute inset-0 size-full opacity-0"
        />
      </div>
      <figcaption>{caption(index)}</figcaption>
    </figure>
  )
}
