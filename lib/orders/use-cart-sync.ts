'use client'

import { useEffect } from 'react'
import { CART_STORAGE, useCartStore } from './use-cart-store'

/** Reads the cart that this browser keeps, and follows what its other tabs put into it. Mounted once, above the shop. */
export function useCartSync(): void {
  useEffect(() => {
    const restore = () => void useCartStore.persist.rehydrate()
    const follow = ({ key }: StorageEvent) => {
      if (key === CART_STORAGE || key === null) restore()
    }
    restore()
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [])
}
