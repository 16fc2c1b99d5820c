import type { DeskArgs } from './live'

/** The address of the administrators' page that shows `args`. */
export function deskPath({ search, page, creatorId }: Partial<DeskArgs>): string {
  const params = new URLSearchParams()
  if (search) params.set('search', search)
  if (page !== undefined && page > 1) params.set('page', String(page))
  if (creatorId) params.set('creator', creatorId)
  const query = params.toString()
  return query === '' ? '/admin/credits' : `/admin/credits?${query}`
}
