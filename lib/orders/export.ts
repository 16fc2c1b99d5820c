import { type CsvValue, toCsv } from '@/lib/csv'
import { currencyDecimals } from '@/lib/format'
import type { ExportRow } from './export-schema'

const COLUMNS: { name: string; of: (order: ExportRow) => CsvValue }[] = [
  { name: 'Order', of: ({ order_number }) => order_number },
  { name: 'Placed at', of: ({ created_at }) => created_at },
  { name: 'Status', of: ({ status }) => status },
  { name: 'Paid by', of: ({ payment_method }) => payment_method },
  { name: 'Payment', of: ({ payment_status }) => payment_status },
  { name: 'Refund due', of: ({ refund_due }) => (refund_due ? 'yes' : 'no') },
  { name: 'Total', of: ({ total, currency }) => majorUnits(total, currency) },
  { name: 'Currency', of: ({ currency }) => currency },
  { name: 'Items', of: ({ items }) => items },
  { name: 'Name', of: ({ ship_name }) => ship_name },
  { name: 'Phone', of: ({ ship_phone }) => ship_phone },
  { name: 'Address', of: ({ ship_address }) => ship_address },
  { name: 'City', of: ({ ship_city }) => ship_city },
  { name: 'Postcode', of: ({ ship_postcode }) => ship_postcode },
  { name: 'Delivery partner', of: ({ delivery_partner_name }) => delivery_partner_name },
  { name: 'Partner phone', of: ({ delivery_partner_phone }) => delivery_partner_phone },
  { name: 'Location', of: ({ location_label }) => location_label },
  { name: 'Arrives', of: ({ eta }) => eta },
  { name: 'Changed at', of: ({ updated_at }) => updated_at },
]

/** Orders as a CSV file, amounts in major units. */
export function ordersCsv(orders: ExportRow[]): string {
  return toCsv(
    COLUMNS.map(({ name }) => name),
    orders.map((order) => COLUMNS.map(({ of }) => of(order))),
  )
}

/** `(49900, 'INR')` → `499`: a number that a spreadsheet can add up. */
function majorUnits(minorUnits: number, currency: string): number {
  return minorUnits / 10 ** currencyDecimals(currency)
}
