import { formatCount, formatMoney } from '@/lib/format'
import { type CheckedLine, type LineProblem, MAX_LINES } from './cart'

/** Why nothing new can be put into it. */
export const CART_IS_FULL = `Your cart is full: it takes ${MAX_LINES} different products.`

/** What has happened to something in the cart, in a sentence. */
export function problemWords(problem: LineProblem, { product }: CheckedLine): string {
  switch (problem.kind) {
    case 'gone':
      return 'Not sold any more.'
    case 'sold_out':
      return 'Sold out.'
    case 'too_many':
      return `Only ${formatCount(problem.left)} left.`
    case 'price_changed':
      return priceWords(problem.from, product)
  }
}

/** `3 items`. */
export function piecesWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'item' : 'items'}`
}

function priceWords(from: number, product: CheckedLine['product']): string {
  if (!product) return ''
  const { price, currency } = product
  return `${price > from ? 'Dearer' : 'Cheaper'} than when you put it here: ${formatMoney(price, currency)} instead of ${formatMoney(from, currency)}.`
}
