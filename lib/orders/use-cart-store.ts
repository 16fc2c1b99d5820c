'use client'

import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { parseLines } from './cart'
import { type CartStore, cartStore } from './cart-store'
import { parseAttempt } from './checkout-attempt'

export const CART_STORAGE = 'rowcast-cart'

/** The cart of this browser, whoever is signed in. It is read from the storage by `useCartSync`, after hydration. */
export const useCartStore = create<CartStore>()(
  persist(cartStore, {
    name: CART_STORAGE,
    version: 1,
    storage: createJSONStorage(() => localStorage),
    partialize: ({ lines, attempt }) => ({ lines, attempt }),
    skipHydration: true,
    merge: (kept, current) => ({ ...current, ...parseKept(kept), isRestored: true }),
    // A storage that can't be read (or is full of nonsense) is an empty cart, not an endless wait.
    onRehydrateStorage: () => (_state, error) => {
      if (error !== undefined) useCartStore.setState({ isRestored: true })
    },
  }),
)

function parseKept(kept: unknown): Pick<CartStore, 'lines' | 'attempt'> {
  const { lines, attempt } = (kept ?? {}) as Record<string, unknown>
  return { lines: parseLines(lines), attempt: parseAttempt(attempt) }
}
