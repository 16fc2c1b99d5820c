import { Badge } from '@/components/ui/badge'
import { type StockLevel, stockLevel, stockWords } from '@/lib/orders/stock-words'

const LOOK: Record<StockLevel, 'neutral' | 'warning' | 'success'> = {
  none: 'neutral',
  few: 'warning',
  plenty: 'success',
}

/** How much there is; another number lights up for a moment. */
export function StockBadge({ stock, className }: { stock: number; className?: string }) {
  return (
    <Badge
      key={stockWords(stock)}
      variant={LOOK[stockLevel(stock)]}
      className={`transition-[background-color,scale] duration-700 starting:scale-110 motion-reduce:transition-none ${className ?? ''}`}
    >
      {stockWords(stock)}
    </Badge>
  )
}
