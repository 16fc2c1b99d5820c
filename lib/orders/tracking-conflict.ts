import { z } from 'zod'
import { camelKeys } from '@/lib/camel'
import type { ErrorInfo } from '@/lib/result'
import { instant, orderStatus } from './schema'

const trackingRow = z
  .object({
    status: orderStatus,
    delivery_partner_name: z.string().nullable(),
    delivery_partner_phone: z.string().nullable(),
    location_lat: z.number().nullable(),
    location_lng: z.number().nullable(),
    location_label: z.string().nullable(),
    eta: instant.nullable(),
    note: z.string().nullable(),
  })
  .transform(camelKeys)

const conflictDetails = z.object({ version: z.int(), current: trackingRow })

/** What admins set of an order. */
export type Tracking = z.infer<typeof trackingRow>

/** The order as someone else has made it meanwhile. */
export type TrackingConflict = { version: number; current: Tracking }

/** What a write that named an old version ran into; null for any other error. */
export function trackingConflict(error: ErrorInfo | null): TrackingConflict | null {
  if (error?.code !== 'conflict') return null
  return conflictDetails.safeParse(error.details).data ?? null
}
