import type { ReactNode } from 'react'
import { serverEnv } from '@/lib/env.server'
import { TileServerProvider } from './map-tiles'

/** Tells the maps on a page which tile server this installation has, if any. */
export function OrderMaps({ children }: { children: ReactNode }) {
  const { MAP_TILE_URL: url, MAP_TILE_ATTRIBUTION: attribution = '' } = serverEnv()
  return (
    <TileServerProvider server={url === undefined ? null : { url, attribution }}>
      {children}
    </TileServerProvider>
  )
}
