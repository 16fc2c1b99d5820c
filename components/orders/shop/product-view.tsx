'use client'

import { PackageX } from 'lucide-react'
import Link from 'next/link'
import { ReadProblem } from '@/components/realtime/read-problem'
import { buttonVariants } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { formatMoney } from '@/lib/format'
import { alike } from '@/lib/orders/catalogue'
import type { Product } from '@/lib/orders/schema'
import { useProducts } from '@/lib/orders/use-products'
import type { Snapshot } from '@/lib/realtime/live-query'
import { AddForm } from './add-form'
import { ProductGrid } from './product-grid'
import { ProductPicture } from './product-picture'
import { ShopSkeleton } from './shop-skeleton'
import { StockBadge } from './stock-badge'

const ALIKE = 4

type Props = { slug: string; initial: Snapshot<Product[]> | undefined }

/** One product as it is now: price and stock follow while one looks. */
export function ProductView({ slug, initial }: Props) {
  const view = useProducts({ ...(initial && { initial }) })
  const product = view.data?.find((one) => one.slug === slug)

  return (
    <>
      <ReadProblem view={view} what="product" />
      {view.isLoading && <ShopSkeleton />}
      {view.data && !product && <Gone />}
      {view.data && product && <Details product={product} others={alike(product, view.data, ALIKE)} />}
    </>
  )
}

function Details({ product, others }: { product: Product; others: Product[] }) {
  const { name, description, category, price, currency, imagePath, stock } = product
  return (
    <div className="grid gap-12">
      <div className="grid items-start gap-6 md:grid-cols-2 md:gap-10">
        <div className="overflow-hidden rounded-2xl border bg-card shadow-xs">
          <ProductPicture imagePath={imagePath} alt={`Drawing: ${name}`} isFaded={stock === 0} isUrgent />
        </div>
        <div className="grid gap-5 md:py-4">
          <div className="grid gap-1.5">
            <p className="text-muted-foreground text-sm">{category}</p>
            <h1 className="font-semibold text-3xl tracking-tight">{name}</h1>
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <p className="font-semibold text-2xl tabular-nums tracking-tight" data-testid="price">
              {formatMoney(price, currency)}
            </p>
            <span role="status">
              <StockBadge stock={stock} />
            </span>
          </div>
          <p className="max-w-prose whitespace-pre-line text-pretty text-muted-foreground leading-relaxed">
            {description}
          </p>
          <AddForm key={product.id} product={product} />
        </div>
      </div>
      {others.length > 0 && (
        <section aria-labelledby="alike-title" className="grid gap-4">
          <h2 id="alike-title" className="font-semibold text-lg tracking-tight">
            Goes well with it
          </h2>
          <ProductGrid products={others} label="Goes well with it" />
        </section>
      )}
    </div>
  )
}

function Gone() {
  return (
    <Card>
      <EmptyState
        icon={PackageX}
        title="This is not sold any more"
        action={
          <Link href="/shop" className={buttonVariants({ variant: 'outline' })}>
            To the shop
          </Link>
        }
      >
        The shop has just taken it off its shelves.
      </EmptyState>
    </Card>
  )
}
