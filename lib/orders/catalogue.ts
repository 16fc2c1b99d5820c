import type { Product } from './schema'

export const SORTS = ['featured', 'cheap', 'dear', 'name'] as const
export type Sort = (typeof SORTS)[number]

export const SORT_WORDS: Record<Sort, string> = {
  featured: 'Featured',
  cheap: 'Price, low to high',
  dear: 'Price, high to low',
  name: 'Name',
}

export type Filter = { search: string; category: string | null; sort: Sort }

/** What the shop window shows. A product is found when each word of the search stands in what is said of it. */
export function findProducts(products: Product[], { search, category, sort }: Filter): Product[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  const found = products.filter((product) => {
    if (category !== null && product.category !== category) return false
    const text = plain(`${product.name} ${product.category} ${product.description}`)
    return words.every((word) => text.includes(word))
  })
  return found.toSorted(ORDER[sort])
}

/** The categories there are, in the order of their names. */
export function categoriesOf(products: Product[]): string[] {
  return [...new Set(products.map(({ category }) => category))].toSorted((a, b) => a.localeCompare(b))
}

/** Others of the same kind first, then the rest; never what can't be had. */
export function alike(product: Product, products: Product[], most: number): Product[] {
  const others = products.filter(({ id, stock }) => id !== product.id && stock > 0)
  const rank = (other: Product) => (other.category === product.category ? 0 : 1)
  return others.toSorted((a, b) => rank(a) - rank(b)).slice(0, most)
}

const ORDER: Record<Sort, (a: Product, b: Product) => number> = {
  // What can be had comes first; otherwise as the shop has ordered it.
  featured: (a, b) => Number(a.stock === 0) - Number(b.stock === 0),
  cheap: (a, b) => a.price - b.price,
  dear: (a, b) => b.price - a.price,
  name: (a, b) => a.name.localeCompare(b.name),
}

/** Small letters without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
