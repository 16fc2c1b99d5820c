import type { DeskPlan } from './desk-schema'

export const DESK_STATUSES = ['all', 'active', 'inactive'] as const
export const DESK_SORTS = ['name', 'roi', 'duration', 'min', 'invested', 'updated'] as const

export type DeskStatus = (typeof DESK_STATUSES)[number]
export type DeskSort = (typeof DESK_SORTS)[number]

/** What the table shows, and in which order. It is kept in the address. */
export type DeskFilter = { search: string; status: DeskStatus; sort: DeskSort; isDescending: boolean }

export const EVERY_PLAN: DeskFilter = { search: '', status: 'all', sort: 'name', isDescending: false }

const COMPARE: Record<DeskSort, (a: DeskPlan, b: DeskPlan) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  roi: (a, b) => a.roiPercent - b.roiPercent,
  duration: (a, b) => a.durationDays - b.durationDays,
  min: (a, b) => a.minAmount - b.minAmount,
  invested: (a, b) => a.activeInvestments - b.activeInvestments,
  updated: (a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt),
}

/** The plans that `filter` lets through, in its order; equal ones by name, so that no row jumps about. */
export function listPlans(plans: DeskPlan[], { search, status, sort, isDescending }: DeskFilter): DeskPlan[] {
  const wanted = search.trim().toLocaleLowerCase()
  const direction = isDescending ? -1 : 1
  return plans
    .filter((plan) => status === 'all' || plan.isActive === (status === 'active'))
    .filter(({ name, description }) => `${name}\n${description}`.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => direction * COMPARE[sort](a, b) || COMPARE.name(a, b))
}

/** Sorting by a column: first upwards, then downwards. What is sorted by size or time begins with the most. */
export function sortedBy(filter: DeskFilter, sort: DeskSort): DeskFilter {
  const isDescending = filter.sort === sort ? !filter.isDescending : sort !== 'name'
  return { ...filter, sort, isDescending }
}

/** Reads a filter from the parameters of an address; nonsense counts as absent. */
export function parseFilter(params: { get: (name: string) => string | null }): DeskFilter {
  const order = params.get('sort') ?? ''
  return {
    search: (params.get('search') ?? '').slice(0, 100),
    status: DESK_STATUSES.find((status) => status === params.get('status')) ?? EVERY_PLAN.status,
    sort: DESK_SORTS.find((sort) => sort === order.replace(/^-/, '')) ?? EVERY_PLAN.sort,
    isDescending: order.startsWith('-'),
  }
}

/** The address of the table as `filter` shows it. */
export function deskPath({ search, status, sort, isDescending }: DeskFilter): string {
  const params = new URLSearchParams()
  if (search !== '') params.set('search', search)
  if (status !== EVERY_PLAN.status) params.set('status', status)
  if (sort !== EVERY_PLAN.sort || isDescending) params.set('sort', `${isDescending ? '-' : ''}${sort}`)
  const query = params.toString()
  return query === '' ? '/admin/plans' : `/admin/plans?${query}`
}

/** Where one plan is edited. */
export function planPath(planId: string): string {
  return `/admin/plans/${planId}`
}
