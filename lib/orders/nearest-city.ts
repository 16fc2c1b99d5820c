import { CITIES, type LngLat, type Place, WAREHOUSE } from './places'
import { distanceKm } from './route'

/** The city that the map knows next to `at`. */
export function nearestCity(at: LngLat): Place {
  const byDistance = CITIES.toSorted((a, b) => distanceKm(a.at, at) - distanceKm(b.at, at))
  return byDistance[0] ?? WAREHOUSE
}
