import 'server-only'
import { serverEnv } from '@/lib/env.server'
import type { TileServer } from './map-tiles'

/** The tile server that the operator of this installation has named; null where maps are drawn without one. */
export function tileServer(): TileServer | null {
  const { MAP_TILE_URL: url, MAP_TILE_ATTRIBUTION: attribution = '' } = serverEnv()
  return url === undefined ? null : { url, attribution }
}
