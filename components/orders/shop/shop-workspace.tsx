'use client'

import { SearchX, ShoppingBag } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { ReadProblem } from '@/components/realtime/read-problem'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { formatCount } from '@/lib/format'
import { categoriesOf, type Filter, findProducts, SORT_WORDS, SORTS, type Sort } from '@/lib/orders/catalogue'
import type { Product } from '@/lib/orders/schema'
import { useProducts } from '@/lib/orders/use-products'
import type { Snapshot } from '@/lib/realtime/live-query'
import { CategoryTabs } from './category-tabs'
import { ProductGrid } from './product-grid'
import { ShopSkeleton } from './shop-skeleton'

type Props = { initial: Snapshot<Product[]> | undefined; search: string }

/** The shop window: what is on sale now, with a search that needs no server. */
export function ShopWorkspace({ initial, search }: Props) {
  const view = useProducts({ ...(initial && { initial }) })
  const [filter, setFilter] = useState<Filter>({ search, category: null, sort: 'featured' })

  return (
    <>
      <ReadProblem view={view} what="products" />
      {view.isLoading && <ShopSkeleton />}
      {view.data && <Window products={view.data} filter={filter} onFilter={setFilter} />}
    </>
  )
}

type WindowProps = { products: Product[]; filter: Filter; onFilter: (filter: Filter) => void }

function Window({ products, filter, onFilter }: WindowProps) {
  const shown = findProducts(products, useDeferredValue(filter))
  const change = (part: Partial<Filter>) => onFilter({ ...filter, ...part })
  if (products.length === 0) return <NothingOnSale />

  return (
    <div className="grid gap-5">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <search>
          {/* Enter has nothing to add: what is shown follows the typing. */}
          <form action="/shop" onSubmit={(event) => event.preventDefault()}>
            <SearchInput
              name="q"
              label="Search the shop"
              value={filter.search}
              onChange={(event) => change({ search: event.target.value })}
            />
          </form>
        </search>
        <Select
          aria-label="Sort by"
          value={filter.sort}
          onChange={(event) => change({ sort: event.target.value as Sort })}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_WORDS[sort]}
            </option>
          ))}
        </Select>
      </div>
      <CategoryTabs
        categories={categoriesOf(products)}
        chosen={filter.category}
        onChoose={(category) => change({ category })}
      />
      <h2 className="sr-only">Products</h2>
      <p role="status" className="sr-only">
        {formatCount(shown.length)} {shown.length === 1 ? 'product' : 'products'}
      </p>
      {shown.length > 0 ? (
        <ProductGrid products={shown} label="Products" />
      ) : (
        <Card>
          <EmptyState
            icon={SearchX}
            title="Nothing found"
            action={
              <Button variant="outline" onClick={() => change({ search: '', category: null })}>
                Show everything
              </Button>
            }
          >
            No product has all of these words.
          </EmptyState>
        </Card>
      )}
    </div>
  )
}

function NothingOnSale() {
  return (
    <Card>
      <EmptyState icon={ShoppingBag} title="The shelves are empty">
        Nothing is on sale at the moment. What comes in will appear here by itself.
      </EmptyState>
    </Card>
  )
}
