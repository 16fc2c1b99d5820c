import type { Metadata } from 'next'
import { ShopWorkspace } from '@/components/orders/shop/shop-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { getShop } from '@/lib/orders/actions'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Shop' }

export default async function ShopPage({ searchParams }: SearchParamsProps) {
  const [params, products] = await Promise.all([searchParams, getShop()])

  return (
    <>
      <PageHeader
        title="Shop"
        description="Good things for home and on the way. Stock and prices are live."
      />
      <ShopWorkspace
        initial={products.success ? products : undefined}
        search={(searchParam(params, 'q') ?? '').slice(0, 100)}
      />
    </>
  )
}
