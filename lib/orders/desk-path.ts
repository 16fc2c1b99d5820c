import { type DeskArgs, deskInput } from './inputs'

/** All orders, the newest first. */
export const EVERY_ORDER: DeskArgs = { search: '', status: null, payment: null, sort: 'newest', page: 1 }

/** Reads the desk from the parameters of its address; nonsense counts as absent. */
export function parseDeskArgs(param: (name: string) => string | undefined): DeskArgs {
  const { search, status, payment, sort, page } = deskInput.shape
  return {
    search: search.catch('').parse(param('search')),
    status: status.catch(null).parse(param('status')),
    payment: payment.catch(null).parse(param('payment')),
    sort: sort.catch('newest').parse(param('sort')),
    page: page.catch(1).parse(Number(param('page'))),
  }
}

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
