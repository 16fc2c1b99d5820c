import { z } from 'zod'

/** An order as a line of a file. */
export const exportRows = z.array(
  z.object({
    id: z.string(),
    order_number: z.string(),
    created_at: z.string(),
    status: z.string(),
    payment_method: z.string(),
    payment_status: z.string(),
    refund_due: z.boolean(),
    total: z.int(),
    currency: z.string(),
    items: z.string().nullable(),
    ship_name: z.string(),
    ship_phone: z.string(),
    ship_address: z.string(),
    ship_city: z.string(),
    ship_postcode: z.string(),
    delivery_partner_name: z.string().nullable(),
    delivery_partner_phone: z.string().nullable(),
    location_label: z.string().nullable(),
    eta: z.string().nullable(),
    updated_at: z.string(),
  }),
)

export type ExportRow = z.output<typeof exportRows>[number]
