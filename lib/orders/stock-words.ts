import { formatCount } from '@/lib/format'

/** From this many on it is worth saying how many are left. */
const FEW = 8

export type StockLevel = 'none' | 'few' | 'plenty'

export function stockLevel(stock: number): StockLevel {
  if (stock <= 0) return 'none'
  return stock <= FEW ? 'few' : 'plenty'
}

/** `Sold out`, `3 left`, `In stock`. */
export function stockWords(stock: number): string {
  const level = stockLevel(stock)
  if (level === 'none') return 'Sold out'
  return level === 'few' ? `${formatCount(stock)} left` : 'In stock'
}
