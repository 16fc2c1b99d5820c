'use client'

import { usePathname } from 'next/navigation'

/** Whether `href` is the page on screen; with `withChildren`, or one of the pages below it, or below one of `also`. */
export function useIsCurrent(href: string, withChildren = true, also: readonly string[] = []): boolean {
  const pathname = usePathname()
  const isBelow = (parent: string) => pathname === parent || pathname.startsWith(`${parent}/`)
  return pathname === href || (withChildren && [href, ...also].some(isBelow))
}
