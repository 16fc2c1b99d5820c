import type { StateCreator } from 'zustand'
import { asOffered, type CartLine, type CartProduct, withItem, withQuantity } from './cart'
import type { CheckoutAttempt } from './checkout-attempt'

export type CartStore = {
  lines: CartLine[]
  /** The order that was last sent from this cart, until its answer has come. */
  attempt: CheckoutAttempt | null
  /** What the browser kept has been read; until then nobody knows what is in the cart. */
  isRestored: boolean
  add: (product: CartProduct, quantity?: number) => void
  setQuantity: (productId: string, quantity: number) => void
  remove: (productId: string) => void
  /** Takes today's prices and leaves out what can't be had. */
  accept: (products: CartProduct[]) => void
  setAttempt: (attempt: CheckoutAttempt | null) => void
  /** It has been ordered. */
  empty: () => void
}

export const cartStore: StateCreator<CartStore> = (set) => ({
  lines: [],
  attempt: null,
  isRestored: false,
  add: (product, quantity) => set(({ lines }) => ({ lines: withItem(lines, product, quantity) })),
  setQuantity: (productId, quantity) =>
    set(({ lines }) => ({ lines: withQuantity(lines, productId, quantity) })),
  remove: (productId) => set(({ lines }) => ({ lines: withQuantity(lines, productId, 0) })),
  accept: (products) => set(({ lines }) => ({ lines: asOffered(lines, products) })),
  setAttempt: (attempt) => set({ attempt }),
  empty: () => set({ lines: [], attempt: null }),
})
