import type { IsSame } from '@/lib/merge'
import type { TrackingPatch } from './inputs'
import type { Order } from './schema'

/** What an admin edits of an order, as it stands in the form: texts, the arrival in the reader's own time. */
export type TrackingDraft = {
  deliveryPartnerName: string
  deliveryPartnerPhone: string
  locationLat: string
  locationLng: string
  locationLabel: string
  eta: string
  note: string
}

type TrackingField = keyof TrackingDraft

export const TRACKING_LABELS: Record<TrackingField, string> = {
  deliveryPartnerName: 'Delivery partner',
  deliveryPartnerPhone: 'Partner’s phone',
  locationLat: 'Latitude',
  locationLng: 'Longitude',
  locationLabel: 'Name of the place',
  eta: 'Arrives',
  note: 'Note to the shopper',
}

export type TrackedFields = Pick<Order, TrackingField>

export function toTrackingDraft(order: TrackedFields): TrackingDraft {
  return {
    deliveryPartnerName: order.deliveryPartnerName ?? '',
    deliveryPartnerPhone: order.deliveryPartnerPhone ?? '',
    locationLat: order.locationLat === null ? '' : String(order.locationLat),
    locationLng: order.locationLng === null ? '' : String(order.locationLng),
    locationLabel: order.locationLabel ?? '',
    eta: order.eta === null ? '' : toLocalInput(order.eta),
    note: order.note ?? '',
  }
}

/** Blanks around a text are nobody's intention, and `12.50` is `12.5`. */
export const isSameTracking: IsSame<TrackingDraft> = (a, b, field) => {
  const isNumber = field === 'locationLat' || field === 'locationLng'
  if (isNumber && a.trim() !== '' && b.trim() !== '') return Number(a) === Number(b)
  return a.trim() === b.trim()
}

type DraftErrors = { [Field in TrackingField]?: string[] }

/** The patch that makes `changed` of the draft true, or what is wrong with it. The database has the last word. */
export function trackingPatch(
  draft: TrackingDraft,
  changed: readonly TrackingField[],
): { patch: TrackingPatch; errors?: undefined } | { patch?: undefined; errors: DraftErrors } {
  const patch: TrackingPatch = {}
  const errors: DraftErrors = {}
  for (const field of changed) {
    const text = draft[field].trim()
    if (field === 'locationLat' || field === 'locationLng') {
      const degrees = degreesOf(text, field === 'locationLat' ? 90 : 180)
      if (degrees === undefined)
        errors[field] = [field === 'locationLat' ? 'From -90 to 90.' : 'From -180 to 180.']
      else patch[field] = degrees
    } else if (field === 'eta') {
      const atMs = Date.parse(text)
      if (text !== '' && Number.isNaN(atMs)) errors.eta = ['Enter a date and a time.']
      else patch.eta = text === '' ? null : new Date(atMs).toISOString()
    } else {
      patch[field] = text === '' ? null : text
    }
  }
  return Object.keys(errors).length > 0 ? { errors } : { patch }
}

/** Undefined when it is no such number. */
function degreesOf(text: string, most: number): number | null | undefined {
  if (text === '') return null
  const degrees = Number(text)
  return Number.isFinite(degrees) && Math.abs(degrees) <= most ? degrees : undefined
}

/** An instant as `<input type="datetime-local">` takes it, in the time zone of whoever reads it. */
export function toLocalInput(iso: string): string {
  const at = new Date(iso)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join('-')
  return `${day}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}
