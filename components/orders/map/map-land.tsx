import { memo } from 'react'
import type { MapDrawing, MapLabel } from '@/lib/orders/map-drawing'

/** The ground: land in broad strokes and the lines of the globe. */
export const MapLand = memo(function MapLand({ land, grid }: Pick<MapDrawing, 'land' | 'grid'>) {
  return (
    <g aria-hidden>
      <path d={land} className="fill-card stroke-border" strokeWidth="1.5" strokeLinejoin="round" />
      <path d={grid} fill="none" className="stroke-foreground/8" strokeWidth="1" />
    </g>
  )
})

/** The cities there is room for. A halo of the ground keeps them readable above the route. */
export const MapCities = memo(function MapCities({ labels }: { labels: MapLabel[] }) {
  return (
    <g aria-hidden className="text-muted-foreground">
      {labels.map(({ name, x, y, isLeft }) => (
        <g key={name} transform={`translate(${x} ${y})`}>
          <circle r="2.5" className="fill-current opacity-70" />
          <text
            x={isLeft ? -7 : 7}
            y="3.5"
            textAnchor={isLeft ? 'end' : 'start'}
            paintOrder="stroke"
            strokeWidth="3"
            strokeLinejoin="round"
            className="fill-current stroke-card text-[11px]"
          >
            {name}
          </text>
        </g>
      ))}
    </g>
  )
})
