import type { Product } from '@/lib/orders/schema'
import { ProductCard } from './product-card'

/** How many pictures are on screen at first. */
const FIRST = 4

export function ProductGrid({ products, label }: { products: Product[]; label: string }) {
  return (
    <ul aria-label={label} className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 xl:grid-cols-4">
      {products.map((product, index) => (
        <ProductCard key={product.id} product={product} isUrgent={index < FIRST} />
      ))}
    </ul>
  )
}
