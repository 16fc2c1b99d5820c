import { geoDistance } from 'd3-geo'
import { formatCount } from '@/lib/format'
import type { LngLat, Place } from './places'

const EARTH_KM = 6_371

/** The way of a parcel: where it starts, where it has been (oldest first), where it is, where it goes. */
export type Route = { from: Place; to: Place | null; trail: LngLat[]; position: Place | null }

/** As the crow flies. */
export function distanceKm(a: LngLat, b: LngLat): number {
  return geoDistance(a, b) * EARTH_KM
}

/** How far it still is, from where the parcel is known to be; null when the end is not known. */
export function leftKm({ from, to, position }: Route): number | null {
  return to && distanceKm((position ?? from).at, to.at)
}

/** The route in a sentence, for those who do not see the map. */
export function describeRoute(route: Route): string {
  const { from, to, position } = route
  const way = to ? `From ${from.name} to ${to.name}.` : `From ${from.name}.`
  const now = position ? ` Now at ${position.name}` : ' Not on its way yet'
  const left = leftKm(route)
  return `${way}${now}${left === null ? '.' : `, ${aboutKm(left)} to go as the crow flies.`}`
}

/** `less than 5 km`, `about 35 km`, `about 1,740 km`: no more digits than straight lines deserve. */
export function aboutKm(km: number): string {
  if (km < 5) return 'less than 5 km'
  const step = km < 100 ? 5 : 10
  return `about ${formatCount(Math.round(km / step) * step)} km`
}
