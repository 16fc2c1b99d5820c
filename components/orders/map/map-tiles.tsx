'use client'

import { createContext, memo, type ReactNode, use } from 'react'
import type { Size, World } from '@/lib/orders/map-drawing'
import { type TileServer, tilesOf } from '@/lib/orders/map-tiles'

const TileServerContext = createContext<TileServer | null>(null)

/** The tile server of this installation; null where maps are drawn without one. */
export function useTileServer(): TileServer | null {
  return use(TileServerContext)
}

type ProviderProps = { server: TileServer | null; children: ReactNode }

/** Says to the maps below whether there is a tile server. */
export function TileServerProvider({ server, children }: ProviderProps) {
  return <TileServerContext value={server}>{children}</TileServerContext>
}

type Props = {
  server: TileServer
  world: World
  size: Size
  /** A tile could not be had. */
  onMissing: () => void
}

/** The ground as a tile server draws it. Dark screens get it turned: few servers have a dark map. */
export const MapTiles = memo(function MapTiles({ server, world, size, onMissing }: Props) {
  return (
    <g aria-hidden className="dark:[filter:invert(1)_hue-rotate(180deg)_brightness(0.9)_contrast(0.9)]">
      {tilesOf(server.url, world, size).map(({ href, x, y, size: side }) => (
        // Half a pixel more hides the seams between tiles that are not drawn at their own size.
        <image
          key={`${href} ${x}`}
          href={href}
          x={x}
          y={y}
          width={side + 0.5}
          height={side + 0.5}
          onError={onMissing}
        />
      ))}
    </g>
  )
})
