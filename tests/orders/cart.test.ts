import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asOffered,
  type CartLine,
  type CartProduct,
  checkCart,
  MAX_LINES,
  MAX_QUANTITY,
  mostOf,
  parseLines,
  roomFor,
  withItem,
  withQuantity,
} from '@/lib/orders/cart'
import { aLine, anyCartSteps, anyShop, aProduct, type CartStep } from './shop-models'

function take(lines: CartLine[], step: CartStep, shop: CartProduct[]): CartLine[] {
  if (step.do === 'set') return withQuantity(lines, step.id, step.quantity)
  if (step.do === 'remove') return withQuantity(lines, step.id, 0)
  const product = shop.find(({ id }) => id === step.id)
  return product ? withItem(lines, product, step.quantity) : lines
}

const anyCart = fc.tuple(anyShop, anyCartSteps).map(([shop, steps]) => ({
  shop,
  lines: steps.reduce((lines, step) => take(lines, step, shop), [] as CartLine[]),
}))

describe('whatever a shopper does', () => {
  test('a product has one line, of 1 to 20 pieces', () => {
    fc.assert(
      fc.property(anyCart, ({ lines }) => {
        expect(new Set(lines.map(({ productId }) => productId)).size).toBe(lines.length)
        for (const { quantity } of lines) {
          expect(quantity).toBeGreaterThanOrEqual(1)
          expect(quantity).toBeLessThanOrEqual(MAX_QUANTITY)
        }
      }),
    )
  })

  test('adding never takes more than there is, and never takes anything away', () => {
    fc.assert(
      fc.property(anyCart, fc.integer({ min: 1, max: 30 }), ({ shop, lines }, quantity) => {
        for (const product of shop) {
          const before = lines.find(({ productId }) => productId === product.id)?.quantity ?? 0
          const after =
            withItem(lines, product, quantity).find(({ productId }) => productId === product.id)?.quantity ??
            0
          expect(after).toBeGreaterThanOrEqual(before)
          expect(after).toBeLessThanOrEqual(Math.max(before, mostOf(product)))
        }
      }),
    )
  })

  test('a browser keeps exactly what was in the cart', () => {
    fc.assert(
      fc.property(anyCart, ({ lines }) => {
        expect(parseLines(JSON.parse(JSON.stringify(lines)))).toEqual(lines)
      }),
    )
  })
})

describe('when the shop has moved on', () => {
  test('taking the cart as it is now makes it ready, at the total that was shown for what can be had', () => {
    fc.assert(
      fc.property(anyCart, anyShop, ({ lines }, shopNow) => {
        const shown = checkCart(lines, shopNow)
        const accepted = checkCart(asOffered(lines, shopNow), shopNow)
        expect(accepted.subtotal).toBe(shown.subtotal)
        expect(accepted.isReady).toBe(accepted.lines.length > 0)
      }),
    )
  })

  test('a cart is ready exactly when every piece can be had at the price that was seen', () => {
    fc.assert(
      fc.property(anyCart, anyShop, ({ lines }, shopNow) => {
        const holds = lines.every((line) => {
          const product = shopNow.find(({ id }) => id === line.productId)
          return product && line.quantity <= product.stock && line.seenPrice === product.price
        })
        expect(checkCart(lines, shopNow).isReady).toBe(lines.length > 0 && holds)
      }),
    )
  })

  test('each change is named: gone, sold out, fewer left, another price', () => {
    const mug = aProduct()
    const problems = (now: Partial<CartProduct>) =>
      checkCart([aLine(mug, 3)], [{ ...mug, ...now }]).lines[0]?.problems
    expect(problems({})).toEqual([])
    expect(problems({ stock: 0 })).toEqual([{ kind: 'sold_out' }])
    expect(problems({ stock: 2 })).toEqual([{ kind: 'too_many', left: 2 }])
    expect(problems({ price: 59_900 })).toEqual([{ kind: 'price_changed', from: 49_900 }])
    expect(problems({ stock: 1, price: 39_900 })).toEqual([
      { kind: 'too_many', left: 1 },
      { kind: 'price_changed', from: 49_900 },
    ])
    expect(checkCart([aLine(mug)], []).lines[0]?.problems).toEqual([{ kind: 'gone' }])
  })

  test('what is sold out costs nothing, and what is short costs what there is', () => {
    const mug = aProduct({ price: 100 })
    expect(checkCart([aLine(mug, 3)], [{ ...mug, stock: 0 }]).subtotal).toBe(0)
    expect(checkCart([aLine(mug, 3)], [{ ...mug, stock: 2 }]).subtotal).toBe(200)
  })
})

test('a full cart takes no further line, and still more of what it holds', () => {
  const full = Array.from({ length: MAX_LINES }, (_, place) => aLine(aProduct({ id: `p${place}` })))
  expect(withItem(full, aProduct({ id: 'another' }))).toBe(full)
  expect(withItem(full, aProduct({ id: 'p3' }))[3]?.quantity).toBe(2)
})

test('there is room for what can be had and is not in the cart, and in a full cart for what it holds', () => {
  const mug = aProduct({ id: 'mug', stock: 3 })
  expect(roomFor([], mug)).toBe(3)
  expect(roomFor([aLine(mug, 2)], mug)).toBe(1)
  expect(roomFor([aLine(mug, 5)], mug)).toBe(0)
  const full = Array.from({ length: MAX_LINES }, (_, place) => aLine(aProduct({ id: `p${place}` })))
  expect(roomFor(full, mug)).toBe(0)
  expect(roomFor(full, aProduct({ id: 'p3', stock: 3 }))).toBe(2)
})

test('what is no line of a cart is not taken from the browser', () => {
  const line = aLine(aProduct())
  expect(parseLines(undefined)).toEqual([])
  expect(parseLines('nonsense')).toEqual([])
  const kept = [
    null,
    {},
    { ...line, quantity: 0 },
    { ...line, quantity: '2' },
    { ...line, seenPrice: -1 },
    line,
    line,
  ]
  expect(parseLines(kept)).toEqual([line])
  expect(parseLines([{ ...line, quantity: 400 }])).toEqual([{ ...line, quantity: MAX_QUANTITY }])
})
