'use client'

import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import type { MapDrawing, Point, Size } from '@/lib/orders/map-drawing'
import type { LngLat } from '@/lib/orders/places'

type Props = { drawing: MapDrawing; size: Size; onPick: (at: LngLat) => void }

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const STEP_PX = 8
const BIG_STEP_PX = 40

/** Lies above the map and turns a click, or the arrow keys and Enter, into a place. */
export function MapPicker({ drawing, size, onPick }: Props) {
  const start = drawing.position ?? { x: size.width / 2, y: size.height / 2 }
  const [moved, setMoved] = useState<Point | null>(null)
  const cursor = moved ?? start

  function pick(point: Point) {
    const [lng, lat] = drawing.locate(point)
    onPick([rounded(lng), rounded(lat)])
    setMoved(null)
  }

  function onClick(event: MouseEvent<HTMLButtonElement>) {
    // Enter and the space bar click without a place.
    if (event.detail === 0) return pick(cursor)
    const box = event.currentTarget.getBoundingClientRect()
    const scale = size.width / box.width
    pick({ x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale })
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const length = event.shiftKey ? BIG_STEP_PX : STEP_PX
    setMoved({
      x: within(cursor.x + step[0] * length, size.width),
      y: within(cursor.y + step[1] * length, size.height),
    })
  }

  return (
    <>
      <button
        type="button"
        aria-label="Set the place on the map. The arrow keys move the cross, Enter takes it."
        onClick={onClick}
        onKeyDown={onKeyDown}
        onBlur={() => setMoved(null)}
        className="absolute inset-0 cursor-crosshair rounded-lg focus-visible:-outline-offset-2"
      >
        {moved && (
          <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden className="block size-full">
            <path
              d={`M${moved.x - 14} ${moved.y}H${moved.x + 14}M${moved.x} ${moved.y - 14}V${moved.y + 14}`}
              className="stroke-chart-2"
              strokeWidth="2.5"
            />
          </svg>
        )}
      </button>
      <p role="status" className="sr-only">
        {moved && inWords(drawing.locate(moved))}
      </p>
    </>
  )
}

function inWords([lng, lat]: LngLat): string {
  return `Latitude ${lat.toFixed(3)}, longitude ${lng.toFixed(3)}`
}

/** Five digits are about a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

function within(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
