import fc from 'fast-check'
import type { CartLine, CartProduct } from '@/lib/orders/cart'
import type { Product } from '@/lib/orders/schema'

export function aProduct(fields: Partial<Product> = {}): Product {
  return {
    id: '00000000-0000-4000-8000-0000000000a1',
    slug: 'ceramic-mug',
    name: 'Ceramic mug',
    description: 'Holds a good half pint.',
    category: 'Kitchen',
    price: 49_900,
    currency: 'INR',
    imagePath: '/products/ceramic-mug.svg',
    stock: 12,
    ...fields,
  }
}

export function aLine(product: CartProduct, quantity = 1): CartLine {
  return { productId: product.id, quantity, name: product.name, seenPrice: product.price }
}

const IDS = ['p1', 'p2', 'p3', 'p4', 'p5']

/** A shop of up to five products, each with any price and stock. */
export const anyShop: fc.Arbitrary<CartProduct[]> = fc.subarray(IDS).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        slug: fc.constant(id),
        name: fc.constant(`Product ${id}`),
        price: fc.integer({ min: 1, max: 500_000 }),
        currency: fc.constant('INR'),
        imagePath: fc.constant(null),
        stock: fc.nat(30),
      }),
    ),
  ),
)

export type CartStep =
  | { do: 'add'; id: string; quantity: number }
  | { do: 'set'; id: string; quantity: number }
  | { do: 'remove'; id: string }

export const anyCartSteps: fc.Arbitrary<CartStep[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('add' as const),
      id: fc.constantFrom(...IDS),
      quantity: fc.integer({ min: 1, max: 30 }),
    }),
    fc.record({
      do: fc.constant('set' as const),
      id: fc.constantFrom(...IDS),
      quantity: fc.integer({ min: -2, max: 40 }),
    }),
    fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom(...IDS) }),
  ),
  { maxLength: 25 },
)
