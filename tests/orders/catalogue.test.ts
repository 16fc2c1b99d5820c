import { describe, expect, test } from 'vitest'
import { alike, categoriesOf, findProducts, SORTS } from '@/lib/orders/catalogue'
import { stockLevel, stockWords } from '@/lib/orders/stock-words'
import { aProduct } from './shop-models'

const MUG = aProduct({ id: 'mug', name: 'Ceramic mug', price: 500 })
const POT = aProduct({ id: 'pot', name: 'Enamel pot', price: 2_000, stock: 0 })
const LAMP = aProduct({ id: 'lamp', name: 'Lámpara de mesa', category: 'Light', price: 1_500 })
const SHOP = [MUG, POT, LAMP]

const names = (filter: Parameters<typeof findProducts>[1]) => findProducts(SHOP, filter).map(({ id }) => id)
const ALL = { search: '', category: null, sort: 'featured' } as const

describe('the search', () => {
  test('finds what has all of its words, whatever their case and accents', () => {
    expect(names({ ...ALL, search: 'MUG ceramic' })).toEqual(['mug'])
    expect(names({ ...ALL, search: 'lampara' })).toEqual(['lamp'])
    expect(names({ ...ALL, search: 'mug lamp' })).toEqual([])
    expect(names({ ...ALL, search: '  ' })).toHaveLength(3)
  })

  test('keeps to a category', () => {
    expect(names({ ...ALL, category: 'Light' })).toEqual(['lamp'])
    expect(categoriesOf(SHOP)).toEqual(['Kitchen', 'Light'])
  })
})

test('each order shows everything once; what is sold out stands last in the featured one', () => {
  for (const sort of SORTS) expect(names({ ...ALL, sort }).toSorted()).toEqual(['lamp', 'mug', 'pot'])
  expect(names(ALL)).toEqual(['mug', 'lamp', 'pot'])
  expect(names({ ...ALL, sort: 'cheap' })).toEqual(['mug', 'lamp', 'pot'])
  expect(names({ ...ALL, sort: 'dear' })).toEqual(['pot', 'lamp', 'mug'])
})

test('what goes well with a product is of its kind first, can be had, and is not itself', () => {
  expect(alike(POT, SHOP, 4).map(({ id }) => id)).toEqual(['mug', 'lamp'])
  expect(alike(MUG, SHOP, 4).map(({ id }) => id)).toEqual(['lamp'])
})

test('stock is told when it matters', () => {
  expect([0, 3, 9].map(stockWords)).toEqual(['Sold out', '3 left', 'In stock'])
  expect([0, 3, 9].map(stockLevel)).toEqual(['none', 'few', 'plenty'])
})
