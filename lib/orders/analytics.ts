import { formatTimeLeft } from '@/lib/format'
import type { OrderAnalytics } from './desk-schema'
import { DESK_WORDS } from './desk-words'
import type { OrderStatus } from './rules'

/** How many days one can look back at. */
export const ANALYTICS_SPANS = [7, 30, 90] as const

export type AnalyticsSpan = (typeof ANALYTICS_SPANS)[number]

export function parseSpan(days: string | undefined): AnalyticsSpan {
  return ANALYTICS_SPANS.find((span) => String(span) === days) ?? 30
}

export function analyticsPath(days: AnalyticsSpan): string {
  return days === 30 ? '/admin/analytics' : `/admin/analytics?days=${days}`
}

/** How an order spends its time on the way, in words. */
const STAGE_NAMES: Partial<Record<OrderStatus, string>> = {
  placed: 'Waiting to be confirmed',
  confirmed: 'Waiting to be packed',
  packed: 'Waiting for the carrier',
  shipped: 'On the road',
  out_for_delivery: 'Out for delivery',
}

const ENDS: OrderStatus[] = ['cancelled', 'returned']

/** The way of an order that goes well, step by step, with how many got there. */
export function funnelSteps({ funnel }: OrderAnalytics): { name: string; count: number }[] {
  return funnel
    .filter(({ status }) => !ENDS.includes(status))
    .map(({ status, reached }) => ({ name: DESK_WORDS[status].label, count: reached }))
}

/** How many did not go well: by where they ended. */
export function endedCounts({ funnel }: OrderAnalytics): { name: string; count: number }[] {
  return funnel
    .filter(({ status }) => ENDS.includes(status))
    .map(({ status, now }) => ({ name: DESK_WORDS[status].label, count: now }))
}

export type StageSpread = { name: string; orders: number; medianS: number; slowS: number }

/** How long orders stayed in each stage of the way. From delivered one can only return: that is no stage. */
export function stageSpreads({ stages }: OrderAnalytics): StageSpread[] {
  return stages.flatMap(({ status, orders, medianSeconds, slowSeconds }) => {
    const name = STAGE_NAMES[status]
    return name === undefined ? [] : { name, orders, medianS: medianSeconds, slowS: slowSeconds }
  })
}

/** The stage that takes longest, in a sentence; null while none is known. */
export function slowestStage(spreads: StageSpread[]): string | null {
  const slowest = spreads.toSorted((a, b) => b.medianS - a.medianS)[0]
  return slowest
    ? `${slowest.name} takes longest: ${formatTimeLeft(slowest.medianS * 1_000)} for half of the orders.`
    : null
}
