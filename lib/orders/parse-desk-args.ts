import { type DeskArgs, deskInput } from './inputs'

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
