import type { DeskArgs } from './inputs'

/** All orders, the newest first. */
export const EVERY_ORDER: DeskArgs = { search: '', status: null, payment: null, sort: 'newest', page: 1 }

/** The address of the desk that shows `args`, with an order open beside it. */
export function deskPath(args: Partial<DeskArgs>, orderId: string | null = null): string {
  const { search, status, payment, sort, page } = { ...EVERY_ORDER, ...args }
  const params = new URLSearchParams()
  if (search !== '') params.set('search', search)
  if (status !== null) params.set('status', status)
  if (payment !== null) params.set('payment', payment)
  if (sort !== 'newest') params.set('sort', sort)
  if (page > 1) params.set('page', String(page))
  if (orderId !== null) params.set('order', orderId)
  const query = params.toString()
  return query === '' ? '/admin/orders' : `/admin/orders?${query}`
}
