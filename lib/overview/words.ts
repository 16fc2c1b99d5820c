import { formatDelta, formatMoney } from '@/lib/format'
import type { Happening } from './schema'

type Words = { title: string; href: string }

const PLAN_VERBS = { CREATE: 'made', UPDATE: 'changed', DELETE: 'deleted' }

/** What happened, in a line, and the page that has more of it. */
export function happeningWords(happening: Happening): Words {
  const { id } = happening.what
  const name = happening.what.name ?? 'an account that is gone'
  switch (happening.source) {
    case 'credits':
      return {
        title: `${formatDelta(happening.what.delta)} credits for ${name}: ${happening.what.reason}`,
        href: id === null ? '/admin/credits' : `/admin/credits?creator=${id}`,
      }
    case 'plans':
      return {
        title: `Plan ${name} ${PLAN_VERBS[happening.what.op]}`,
        href: happening.what.op === 'DELETE' || id === null ? '/admin/plans' : `/admin/plans/${id}`,
      }
    case 'investments':
      return {
        title: `${formatMoney(happening.what.amount, happening.what.currency)} invested in ${name}`,
        href: id === null ? '/admin/plans' : `/admin/plans/${id}`,
      }
    case 'orders':
      return { title: orderWords(name, happening.what), href: `/admin/orders?order=${id}` }
    case 'accounts':
      return { title: `${name} has joined`, href: '/admin/users' }
  }
}

/** Who did it. */
export function actorOf({ actorName }: Happening): string {
  return actorName ?? 'SQL, the dashboard or the clock'
}

type OrderChange = Extract<Happening, { source: 'orders' }>['what']

const PAYMENT_WORDS: Record<string, string> = {
  pending: 'to be paid',
  paid: 'paid',
  failed: 'failed',
  refunded: 'refunded',
}

function orderWords(name: string, change: OrderChange): string {
  const { kind, from, to, total, currency } = change
  switch (kind) {
    case 'status':
      return from === null
        ? `Order ${name} placed for ${formatMoney(total, currency)}`
        : `Order ${name} is ${(to ?? '').replaceAll('_', ' ')}`
    case 'payment':
      return `Payment of ${name}: ${paymentWords(change)}`
    case 'location':
      return `Order ${name} is at another place`
    case 'partner':
      return `Order ${name} has another delivery partner`
    case 'eta':
      return `Order ${name} arrives at another time`
    case 'note':
      return `A note on order ${name}`
  }
}

function paymentWords({ to, refund_due, problem, total, currency }: OrderChange): string {
  if (problem === 'extra_payment') return 'paid a second time'
  if (problem === 'wrong_amount') return 'another amount than the total'
  if (refund_due) return `a refund of ${formatMoney(total, currency)} is due`
  return (to === null ? undefined : PAYMENT_WORDS[to]) ?? 'looked at'
}
