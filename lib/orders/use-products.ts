'use client'

import { type LiveQueryOptions, type LiveView, useLiveQuery } from '@/lib/realtime/use-live-query'
import { shopWindow } from './live'
import type { Product } from './schema'

const ALL = {}

/** What is on sale, live; for visitors too. However many use it, it is read once. */
export function useProducts(options?: LiveQueryOptions<Product[]>): LiveView<Product[]> {
  return useLiveQuery(shopWindow, ALL, options)
}
