import type { TrackingPatch } from './inputs'

/** The column of `orders` in which a field of the tracking is kept. */
const COLUMN: Record<keyof TrackingPatch, string> = {
  status: 'status',
  deliveryPartnerName: 'delivery_partner_name',
  deliveryPartnerPhone: 'delivery_partner_phone',
  locationLat: 'location_lat',
  locationLng: 'location_lng',
  locationLabel: 'location_label',
  eta: 'eta',
  note: 'note',
}

export const TRACKING_FIELDS = Object.keys(COLUMN) as (keyof TrackingPatch)[]

/** Each column beside its field. */
export const TRACKING_COLUMNS = TRACKING_FIELDS.map((field) => [COLUMN[field], field] as const)

/** The named fields as `update_tracking` takes them. */
export function toTrackingColumns(patch: TrackingPatch): Record<string, string | number | null> {
  return Object.fromEntries(
    TRACKING_FIELDS.flatMap((field) => {
      const value = patch[field]
      return value === undefined ? [] : [[COLUMN[field], value]]
    }),
  )
}

/** Messages by column, as SQL names them, by field. */
export function toTrackingFields(errors: Record<string, string[]>): Record<string, string[]> {
  const fieldOf = new Map<string, string>(TRACKING_COLUMNS)
  return Object.fromEntries(
    Object.entries(errors).map(([column, messages]) => [fieldOf.get(column) ?? column, messages]),
  )
}
