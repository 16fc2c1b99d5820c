import { parseAmount } from './amount'
import type { Plan } from './schema'

export const PLAN_SORTS = {
  name: 'Name',
  return: 'Highest return',
  shortest: 'Shortest first',
  smallest: 'Smallest amount',
  newest: 'Newest',
} as const

export type PlanSort = keyof typeof PLAN_SORTS

/** What of the catalog is shown, and in which order. `from` and `to` are amounts as typed, in whole currency units. */
export type Browse = { search: string; sort: PlanSort; from: string; to: string; isFollowed: boolean }

const SORTS = Object.keys(PLAN_SORTS) as PlanSort[]
const SEARCH_LENGTH = 100
/** An amount as it may stand in the address. */
const AMOUNT = /^\d{0,11}(\.\d{0,3})?$/

/** From the search parameters of the page, where nonsense counts as absent. */
export function readBrowse(param: (name: string) => string | null | undefined): Browse {
  const search = (param('search') ?? '').trim()
  return {
    search: search.length > SEARCH_LENGTH ? '' : search,
    sort: SORTS.find((sort) => sort === param('sort')) ?? 'name',
    from: amountText(param('from')),
    to: amountText(param('to')),
    isFollowed: param('followed') === '1',
  }
}

function amountText(text: string | null | undefined): string {
  return text && AMOUNT.test(text) ? text : ''
}

/** The address of the list that shows it. */
export function browsePath({ search, sort, from, to, isFollowed }: Browse): string {
  const params = new URLSearchParams()
  if (search.trim() !== '') params.set('search', search.trim())
  if (sort !== 'name') params.set('sort', sort)
  if (from !== '') params.set('from', from)
  if (to !== '') params.set('to', to)
  if (isFollowed) params.set('followed', '1')
  const query = params.toString()
  return query === '' ? '/plans' : `/plans?${query}`
}

/** The plans that fit, in order. An amount range fits a plan when one of its amounts can be invested. */
export function browsePlans(plans: Plan[], browse: Browse, followed: readonly string[]): Plan[] {
  const words = browse.search.trim().toLowerCase().split(/\s+/)
  return plans
    .filter((plan) => {
      const text = `${plan.name} ${plan.description}`.toLowerCase()
      if (browse.isFollowed && !followed.includes(plan.id)) return false
      return words.every((word) => text.includes(word)) && isInReach(plan, browse)
    })
    .toSorted((a, b) => ORDER[browse.sort](a, b) || byName(a, b) || a.id.localeCompare(b.id))
}

function isInReach(plan: Plan, { from, to }: Pick<Browse, 'from' | 'to'>): boolean {
  const least = parseAmount(from, plan.currency)
  const most = parseAmount(to, plan.currency)
  return (least === null || plan.maxAmount >= least) && (most === null || plan.minAmount <= most)
}

const ORDER: Record<PlanSort, (a: Plan, b: Plan) => number> = {
  name: byName,
  return: (a, b) => b.roiPercent - a.roiPercent,
  shortest: (a, b) => a.durationDays - b.durationDays,
  smallest: (a, b) => a.minAmount - b.minAmount,
  newest: (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
}

function byName(a: Plan, b: Plan): number {
  return a.name.localeCompare(b.name, 'en')
}
