'use client'

import { useMemo } from 'react'
import { DeliveryMap } from '@/components/orders/map/delivery-map'
import { Field } from '@/components/ui/field'
import { nearestCity } from '@/lib/orders/nearest-city'
import type { OrderPage } from '@/lib/orders/page-schema'
import type { LngLat, Place } from '@/lib/orders/places'
import { routeOf } from '@/lib/orders/tracking'
import { TRACKING_LABELS, type TrackingDraft } from '@/lib/orders/tracking-draft'
import type { TrackingEditing } from '@/lib/orders/use-tracking-editor'

/** How a place is called that was pointed at and not named. */
const NEAR = 'Near '

type Props = { page: OrderPage; editing: TrackingEditing }

/** Where the parcel is: pointed at on the map, or as numbers. */
export function PlaceField({ page, editing: { draft, set, fieldErrors } }: Props) {
  const { locationLat, locationLng, locationLabel } = draft.values
  const route = useMemo(
    () => ({
      ...routeOf(page.order, page.events),
      position: placeOf(locationLat, locationLng, locationLabel),
    }),
    [page, locationLat, locationLng, locationLabel],
  )

  function pick(at: LngLat) {
    set('locationLng', String(at[0]))
    set('locationLat', String(at[1]))
    // What a person has written stays.
    if (locationLabel === '' || locationLabel.startsWith(NEAR))
      set('locationLabel', NEAR + nearestCity(at).name)
  }

  const field = (name: keyof TrackingDraft) => ({
    label: TRACKING_LABELS[name],
    value: draft.values[name],
    errors: fieldErrors[name],
    onChange: ({ target }: { target: { value: string } }) => set(name, target.value),
  })

  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="pb-1.5 font-medium text-sm">Location</legend>
      <DeliveryMap route={route} onPick={pick} />
      <div className="grid grid-cols-2 gap-3">
        <Field {...field('locationLat')} inputMode="decimal" autoComplete="off" />
        <Field {...field('locationLng')} inputMode="decimal" autoComplete="off" />
      </div>
      <Field {...field('locationLabel')} maxLength={120} autoComplete="off" />
    </fieldset>
  )
}

/** Null while the two numbers are no place yet. */
function placeOf(lat: string, lng: string, label: string): Place | null {
  const [latitude, longitude] = [Number(lat), Number(lng)]
  const isPlace =
    lat.trim() !== '' && lng.trim() !== '' && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return isPlace ? { name: label.trim() || 'Parcel', at: [longitude, latitude] } : null
}
