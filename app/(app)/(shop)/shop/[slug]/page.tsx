import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ProductView } from '@/components/orders/shop/product-view'
import { getShop } from '@/lib/orders/actions'

type Props = { params: Promise<{ slug: string }> }

const readShop = cache(() => getShop())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, shop] = await Promise.all([params, readShop()])
  const product = shop.success ? shop.data.find((one) => one.slug === slug) : undefined
  return { title: product?.name ?? 'Product' }
}

export default async function ProductPage({ params }: Props) {
  const [{ slug }, shop] = await Promise.all([params, readShop()])
  if (shop.success && !shop.data.some((product) => product.slug === slug)) notFound()

  return (
    <>
      <nav aria-label="Back" className="-mb-4">
        <Link
          href="/shop"
          className="inline-flex h-11 items-center text-muted-foreground text-sm hover:text-foreground"
        >
          ← All products
        </Link>
      </nav>
      <ProductView slug={slug} initial={shop.success ? shop : undefined} />
    </>
  )
}
