'use client'

import { LocateFixed, Route as RouteIcon } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useWidth } from '@/components/ui/use-width'
import { drawMap, type MapDrawing, type MapFocus } from '@/lib/orders/map-drawing'
import type { LngLat } from '@/lib/orders/places'
import { describeRoute, type Route } from '@/lib/orders/route'
import { MapCities, MapLand } from './map-land'
import { MapMarkers, MapRoute } from './map-markers'
import { MapPicker } from './map-picker'
import { MapTiles, useTileServer } from './map-tiles'

type Props = {
  route: Route
  /** Makes it a field: a click, or the arrow keys and Enter, names a place. */
  onPick?: (at: LngLat) => void
  className?: string
}

/** Before the width is known: what the server draws, and what stays without scripts. */
const FIRST_WIDTH = 640

/**
 * Where a parcel is, drawn here from data of our own: no other server, nobody told who looks where. Where the operator
 * names a tile server its map lies above our ground, and ours is seen while that one does not answer.
 */
export function DeliveryMap({ route, onPick, className }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [focus, setFocus] = useState<MapFocus>('route')
  const words = describeRoute(route)
  const size = useMemo(() => sizeFor(width || FIRST_WIDTH), [width])
  const server = useTileServer()
  const [areTilesMissing, setTilesMissing] = useState(false)
  const tiles = areTilesMissing ? null : server
  const drawing = useMemo(() => drawMap(route, size, focus), [route, size, focus])

  return (
    <figure className={cn('grid gap-0', className)}>
      <div ref={frame} className="relative overflow-hidden rounded-lg border bg-info/8">
        <svg
          role="img"
          aria-label={words}
          viewBox={`0 0 ${size.width} ${size.height}`}
          className="block h-auto w-full select-none"
        >
          <MapLand land={drawing.land} grid={drawing.grid} />
          {tiles && (
            <MapTiles
              server={tiles}
              world={drawing.world}
              size={size}
              onMissing={() => setTilesMissing(true)}
            />
          )}
          <MapRoute travelled={drawing.travelled} ahead={drawing.ahead} />
          {!tiles && <MapCities labels={drawing.labels} />}
          <MapMarkers drawing={drawing} route={route} width={size.width} />
          <MapScale {...drawing.scale} />
        </svg>
        {onPick && <MapPicker drawing={drawing} size={size} onPick={onPick} />}
        {tiles && (
          <small className="pointer-events-none absolute right-0 bottom-0 rounded-tl bg-card/85 px-1.5 py-0.5 text-muted-foreground text-xs">
            {tiles.attribution}
          </small>
        )}
        {route.position && (
          <Button
            variant="outline"
            size="sm"
            className="absolute top-3 right-3 shadow-sm"
            onClick={() => setFocus(focus === 'route' ? 'position' : 'route')}
          >
            {focus === 'route' ? <LocateFixed aria-hidden /> : <RouteIcon aria-hidden />}
            {focus === 'route' ? 'Close-up' : 'Whole route'}
          </Button>
        )}
      </div>
      <figcaption className="pt-2.5 text-pretty text-muted-foreground text-sm">{words}</figcaption>
    </figure>
  )
}

function MapScale({ km, px }: MapDrawing['scale']) {
  return (
    <g aria-hidden className="text-muted-foreground" transform="translate(14 20)">
      <path d={`M0 -5V0H${px}V-5`} fill="none" stroke="currentColor" strokeWidth="1.5" />
      <text x={px + 8} y="1" className="fill-current text-[11px]">
        {km} km
      </text>
    </g>
  )
}

/** A landscape on wide screens, almost square on phones. */
function sizeFor(width: number) {
  const share = width < 480 ? 0.86 : 0.58
  return { width, height: Math.round(Math.min(460, width * share)) }
}
